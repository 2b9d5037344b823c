-- Which images should not be trusted? One row a problem and modality, also where there is none.
--   problem      duplicate_image           another image has the same bytes
--                duplicate_across_splits   another split has an image of the same bytes
--                duplicate_across_labels   another label has an image of the same bytes
--                low_contrast              its contrast is below :low_contrast
--   images       of the modality that have the problem
--   share        of the images of the modality, 0 to 1
--   example_id   the first of them by id; null if there is none
WITH marked AS (
  SELECT id,
         modality,
         contrast,
         COUNT(*) OVER same                             AS copies,
         MIN(split) OVER same <> MAX(split) OVER same   AS across_splits,
         MIN(label) OVER same <> MAX(label) OVER same   AS across_labels
  FROM   image_statistics
  WINDOW same AS (PARTITION BY sha256)
),
checks AS (
  SELECT id,
         modality,
         stack(4,
               'duplicate_image',         copies > 1,
               'duplicate_across_splits', across_splits,
               'duplicate_across_labels', across_labels,
               'low_contrast',            contrast < :low_contrast) AS (problem, found)
  FROM   marked
)
SELECT problem,
       modality,
       COUNT_IF(found)               AS images,
       COUNT_IF(found) / COUNT(*)    AS share,
       MIN(id) FILTER (WHERE found)  AS example_id
FROM   checks
GROUP  BY problem, modality
ORDER  BY problem, modality
