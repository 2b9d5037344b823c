-- title: Images unlike all others
-- grid: By measure: how many there are, the farthest first, and how many standard
--   deviations each lies from the mean of its modality.
-- none: No image is unlike all others of its modality.
WITH ranked AS (
  SELECT *,
         COUNT(*) OVER (PARTITION BY measure) AS images,
         ROW_NUMBER() OVER (PARTITION BY measure ORDER BY ABS(deviations) DESC, id) AS place
  FROM   eda_outliers
)
SELECT /*+ BROADCAST(r) */
       REPLACE(r.measure, '_', ' ') || ': ' || r.images AS strip,
       r.id,
       FORMAT_NUMBER(r.deviations, 1)                   AS words,
       c.image.bytes                                    AS picture
FROM   ranked AS r JOIN corpus AS c ON r.id = c.id
WHERE  place <= 8
ORDER  BY r.measure, place
