WITH doubted AS (
  SELECT * FROM label_disagreements WHERE views_agreeing > 0 ORDER BY rank LIMIT 12
),
pictures AS (
  SELECT id, image.bytes AS picture
  FROM   corpus
  WHERE  split IN ('validation', 'test') AND id IN (SELECT id FROM doubted)
)
SELECT id, label, suggested, confidence, views, views_agreeing, picture
FROM   doubted LEFT JOIN pictures USING (id)
ORDER  BY rank
