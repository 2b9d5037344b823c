WITH ranked AS (
  SELECT *,
         COUNT(*) OVER (PARTITION BY modality)                                AS images,
         ROW_NUMBER() OVER (PARTITION BY modality ORDER BY digit_contrast, id) AS place
  FROM   eda_unreadable
)
SELECT /*+ BROADCAST(r) */
       r.modality, r.images, r.id, r.label, r.digit_contrast, c.image.bytes AS picture
FROM   ranked AS r JOIN corpus AS c ON r.id = c.id
WHERE  place <= 10
ORDER  BY r.modality, r.digit_contrast, r.id
