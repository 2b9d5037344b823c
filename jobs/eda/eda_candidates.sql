-- Which images come into question as representatives of a modality and label?
--   central    place by distance from the mean of the modality and label, the nearest first
--   atypical   place by distance, the farthest first
--   random     place in the order of a hash of :seed and id
--   distance   from the mean: Euclidean, over the luminance of 7x7 cells and the form of the digit
WITH centres AS (
  SELECT modality, label, FEATURE_MEAN(features) AS centre
  FROM   image_statistics
  GROUP  BY modality, label
),
distances AS (
  SELECT /*+ BROADCAST(centres) */
         id,
         modality,
         label,
         features,
         XXHASH64(:seed, id)                AS draw,
         FEATURE_DISTANCE(features, centre) AS distance
  FROM   image_statistics JOIN centres USING (modality, label)
),
ranked AS (
  SELECT *,
         ROW_NUMBER() OVER (PARTITION BY modality, label ORDER BY distance, id)      AS central,
         ROW_NUMBER() OVER (PARTITION BY modality, label ORDER BY distance DESC, id) AS atypical,
         ROW_NUMBER() OVER (PARTITION BY modality, label ORDER BY draw, id)          AS random
  FROM   distances
)
SELECT id, modality, label, central, atypical, random, distance, features
FROM   ranked
WHERE  central <= 2 * :examples OR atypical <= :examples OR random <= :examples
