-- Which images show what a modality and label look like?
--   kind       typical (nearest to the mean of the modality and label in the space of features),
--              atypical (farthest from it) or random (in the order of a hash of :seed and id)
--   rank       1 to :examples, the most typical, most atypical or first drawn before the others
--   id         of the image
--   distance   from that mean: Euclidean, over the cells' mean luminance
WITH cells AS (
  SELECT modality, label, posexplode(features) AS (position, luminance)
  FROM   image_statistics
),
means AS (
  SELECT modality, label, position, AVG(luminance) AS mean
  FROM   cells
  GROUP  BY modality, label, position
),
centres AS (
  SELECT modality,
         label,
         transform(array_sort(collect_list(struct(position, mean))), cell -> cell.mean) AS centre
  FROM   means
  GROUP  BY modality, label
),
distances AS (
  SELECT /*+ BROADCAST(centres) */
         id,
         modality,
         label,
         sha2(concat_ws('/', CAST(:seed AS STRING), id), 256) AS draw,
         SQRT(aggregate(zip_with(features, centre, (a, b) -> (a - b) * (a - b)),
                        0D,
                        (total, square) -> total + square)) AS distance
  FROM   image_statistics JOIN centres USING (modality, label)
),
ranked AS (
  SELECT *,
         ROW_NUMBER() OVER (PARTITION BY modality, label ORDER BY distance, id)      AS typical,
         ROW_NUMBER() OVER (PARTITION BY modality, label ORDER BY distance DESC, id) AS atypical,
         ROW_NUMBER() OVER (PARTITION BY modality, label ORDER BY draw, id)          AS random
  FROM   distances
),
candidates AS (
  SELECT modality,
         label,
         id,
         distance,
         stack(3, 'typical', typical, 'atypical', atypical, 'random', random) AS (kind, rank)
  FROM   ranked
)
SELECT modality, label, kind, rank, id, distance
FROM   candidates
WHERE  rank <= :examples
