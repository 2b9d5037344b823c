-- How many images has each label, by split and modality?
--   split, modality, label   every combination, also one that no image has
--   images                   that have it
--   share                    of the images of that split and modality, 0 to 1; null if it has none
WITH labels AS (
  SELECT explode(sequence(0, 9)) AS label
  UNION
  SELECT label FROM image_statistics
),
cells AS (
  SELECT split, modality, label
  FROM   (SELECT DISTINCT split FROM image_statistics)
         CROSS JOIN (SELECT DISTINCT modality FROM image_statistics)
         CROSS JOIN labels
),
counts AS (
  SELECT split, modality, label, COUNT(*) AS images
  FROM   image_statistics
  GROUP  BY split, modality, label
),
balance AS (
  SELECT split, modality, label, COALESCE(images, 0) AS images
  FROM   cells LEFT JOIN counts USING (split, modality, label)
)
SELECT split,
       modality,
       label,
       images,
       images / NULLIF(SUM(images) OVER (PARTITION BY split, modality), 0) AS share
FROM   balance
ORDER  BY split, modality, label
