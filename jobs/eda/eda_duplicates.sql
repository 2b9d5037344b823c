-- Which images have the same bytes as another one? One row an image.
--   sha256           of the bytes
--   copies           how many images have them
--   across_splits    whether images of different splits have them
--   across_labels    whether images of different labels have them
WITH repeated AS (
  SELECT sha256,
         COUNT(*)                 AS copies,
         MIN(split) <> MAX(split) AS across_splits,
         MIN(label) <> MAX(label) AS across_labels
  FROM   image_statistics
  GROUP  BY sha256
  HAVING COUNT(*) > 1
)
SELECT sha256, copies, across_splits, across_labels, id, split, modality, label
FROM   image_statistics JOIN repeated USING (sha256)
ORDER  BY sha256, id
