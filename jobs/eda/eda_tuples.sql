-- Is each index of a label there in all modalities?
--   published_split   train or test; validation is part of the published training set
--   tuples            indices of the label that some modality has
--   complete          that all modalities of the corpus have
--   missing_images    images that are needed to complete the others
--   example           the first incomplete one, LABEL/INDEX; null if there is none
WITH tuples AS (
  SELECT published_split,
         label,
         index,
         COUNT(DISTINCT modality)    AS modalities
  FROM   image_statistics
  GROUP  BY published_split, label, index
),
compared AS (
  SELECT *, (SELECT COUNT(DISTINCT modality) FROM image_statistics) AS wanted
  FROM   tuples
)
SELECT published_split,
       label,
       COUNT(*)                     AS tuples,
       COUNT_IF(modalities = wanted) AS complete,
       SUM(wanted - modalities)     AS missing_images,
       CONCAT(label, '/', MIN(index) FILTER (WHERE modalities < wanted)) AS example
FROM   compared
GROUP  BY published_split, label
ORDER  BY published_split, label
