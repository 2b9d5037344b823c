-- Which images show what a modality and label look like?
--   kind            typical (the medoids: least mean distance to all images of the modality and
--                   label), atypical (farthest from their mean) or random (drawn by :seed)
--   rank            1 to :examples, the most typical, most atypical or first drawn before the others
--   id              of the image
--   distance        from the mean of the modality and label: Euclidean, over the luminance of 7x7
--                   cells and the form of the digit, in sample values
--   mean_distance   to all images of the modality and label; null but for typical ones
--   image           the picture as the corpus has it
-- The medoid lies near the mean, so only images there are compared with all others.
WITH central AS (
  SELECT modality, label, id, distance, features
  FROM   eda_candidates
  WHERE  central <= 2 * :examples
),
medoids AS (
  SELECT /*+ BROADCAST(c) */
         c.modality,
         c.label,
         c.id,
         c.distance,
         CAST(AVG(CAST(FEATURE_DISTANCE(c.features, s.features) AS DECIMAL(28, 9))) AS DOUBLE) AS mean_distance
  FROM   image_statistics AS s JOIN central AS c USING (modality, label)
  GROUP  BY c.modality, c.label, c.id, c.distance
),
found AS (
  SELECT modality,
         label,
         'typical' AS kind,
         ROW_NUMBER() OVER (PARTITION BY modality, label ORDER BY mean_distance, id) AS rank,
         id,
         distance,
         mean_distance
  FROM   medoids
  UNION  ALL
  SELECT modality, label, 'atypical', atypical, id, distance, CAST(NULL AS DOUBLE) FROM eda_candidates
  UNION  ALL
  SELECT modality, label, 'random', random, id, distance, CAST(NULL AS DOUBLE) FROM eda_candidates
),
shown AS (
  SELECT * FROM found WHERE rank <= :examples
)
SELECT /*+ BROADCAST(f) */
       f.modality, f.label, f.kind, f.rank, f.id, f.distance, f.mean_distance, c.image
FROM   shown AS f JOIN corpus AS c ON f.id = c.id
