WITH ranked AS (
  SELECT *,
         COUNT(*) OVER (PARTITION BY measure) AS images,
         ROW_NUMBER() OVER (PARTITION BY measure ORDER BY ABS(deviations) DESC, id) AS place
  FROM   eda_outliers
)
SELECT /*+ BROADCAST(r) */ r.*, c.image.bytes AS picture
FROM   ranked AS r JOIN corpus AS c ON r.id = c.id
WHERE  place <= 8
ORDER  BY r.measure, place
