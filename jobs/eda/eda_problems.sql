-- Which images should not be trusted? One row a problem and modality, also where there is none.
--   problem      duplicate_image, duplicate_across_splits, duplicate_across_labels: another image has
--                the same bytes; near_duplicate: or nearly the same pixels; leak: another split has
--                the same handwriting; unreadable: the digit does not stand out; suspicious_label:
--                the label may be wrong; outlier: unlike all others of the modality
--   images       of the modality that have the problem
--   share        of the images of the modality, 0 to 1
--   example_id   the first of them by id; null if there is none
WITH found AS (
  SELECT 'duplicate_image' AS problem, id FROM eda_duplicates
  UNION  ALL
  SELECT 'duplicate_across_splits', id FROM eda_duplicates WHERE across_splits
  UNION  ALL
  SELECT 'duplicate_across_labels', id FROM eda_duplicates WHERE across_labels
  UNION  ALL
  SELECT DISTINCT 'near_duplicate', EXPLODE(ARRAY(first_id, second_id)) FROM eda_near_duplicates
  UNION  ALL
  SELECT DISTINCT 'leak', EXPLODE(ARRAY(first_id, second_id)) FROM eda_leaks
  UNION  ALL
  SELECT 'unreadable', id FROM eda_unreadable
  UNION  ALL
  SELECT 'suspicious_label', id FROM eda_suspicious_labels
  UNION  ALL
  SELECT DISTINCT 'outlier', id FROM eda_outliers
),
counts AS (
  SELECT problem, modality, COUNT(*) AS images, MIN(id) AS example_id
  FROM   found JOIN image_statistics USING (id)
  GROUP  BY problem, modality
),
modalities AS (
  SELECT modality, COUNT(*) AS images FROM image_statistics GROUP BY modality
),
problems AS (
  SELECT EXPLODE(ARRAY('duplicate_image', 'duplicate_across_splits', 'duplicate_across_labels',
                       'near_duplicate', 'leak', 'unreadable', 'suspicious_label', 'outlier'))
         AS problem
)
SELECT p.problem,
       m.modality,
       COALESCE(c.images, 0)            AS images,
       COALESCE(c.images, 0) / m.images AS share,
       c.example_id
FROM   problems AS p
       CROSS JOIN modalities AS m
       LEFT JOIN counts AS c ON c.problem = p.problem AND c.modality = m.modality
ORDER  BY problem, modality
