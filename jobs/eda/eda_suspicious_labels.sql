-- Which labels may be wrong? At most :listed images, the most suspicious first.
--   rank         1, 2, ...
--   suggested    the label that the evidence speaks for
--   evidence     same strokes: most images of the same handwriting have another label; neighbours:
--                handwritings of another label are nearer
--   suspicion    the distance to the three nearest handwritings of its label by that to the three
--                nearest of another label: above 1 the other label is nearer
WITH votes AS (
  SELECT handwriting,
         label,
         images,
         FIRST_VALUE(label) OVER (PARTITION BY handwriting ORDER BY images DESC, label) AS usual,
         MAX(images) OVER (PARTITION BY handwriting)                                    AS most
  FROM   handwritings
),
judged AS (
  SELECT v.handwriting,
         v.label,
         v.images < v.most                                AS outvoted,
         v.usual,
         CASE WHEN v.label BETWEEN 0 AND 9 THEN distances[v.label] END AS own,
         TRANSFORM(distances, (d, i) -> IF(i = v.label, NULL, d))      AS others
  FROM   votes AS v JOIN handwriting_neighbours AS n ON v.handwriting = n.handwriting
),
suspected AS (
  SELECT handwriting,
         label,
         outvoted,
         IF(outvoted, usual, CAST(ARRAY_POSITION(others, ARRAY_MIN(others)) - 1 AS INT)) AS suggested,
         own / NULLIF(ARRAY_MIN(others), 0)                                              AS suspicion
  FROM   judged
  WHERE  outvoted OR own > ARRAY_MIN(others)
),
images AS (
  SELECT /*+ BROADCAST(u) */
         id,
         split,
         modality,
         s.label,
         suggested,
         IF(outvoted, 'same strokes', 'neighbours') AS evidence,
         suspicion
  FROM   image_statistics AS s
         JOIN suspected AS u ON s.handwriting = u.handwriting AND s.label = u.label
),
ranked AS (
  SELECT CAST(ROW_NUMBER() OVER (ORDER BY evidence DESC, suspicion DESC, id) AS INT) AS rank, *
  FROM   images
)
SELECT * FROM ranked WHERE rank <= :listed ORDER BY rank
