WITH shown AS (
  SELECT *, COUNT(*) OVER () AS listed FROM eda_suspicious_labels ORDER BY rank LIMIT 30
)
SELECT /*+ BROADCAST(s) */ s.*, c.image.bytes AS picture
FROM   shown AS s JOIN corpus AS c ON s.id = c.id
ORDER  BY rank
