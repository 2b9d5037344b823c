-- title: Digits that hardly show
-- grid: The least visible first, each with its label.
-- none: On every image the digit stands out from its background.
WITH ranked AS (
  SELECT *,
         COUNT(*) OVER (PARTITION BY modality)                                AS images,
         ROW_NUMBER() OVER (PARTITION BY modality ORDER BY digit_contrast, id) AS place
  FROM   eda_unreadable
)
SELECT /*+ BROADCAST(r) */
       FORMAT_STRING('%s: %d unreadable', r.modality, r.images) AS strip,
       r.id, r.label AS words, c.image.bytes AS picture
FROM   ranked AS r JOIN corpus AS c ON r.id = c.id
WHERE  place <= 10
ORDER  BY r.modality, r.digit_contrast, r.id
