-- title: Labels to look at
-- cards: Images of validation and test that the best network reads as another digit,
--   together with other views of the same handwriting: here the label may be wrong, or the
--   handwriting unclear.
-- none: No two views of a digit are read as the same other digit.
WITH doubted AS (
  SELECT * FROM label_disagreements WHERE views_agreeing > 0 ORDER BY rank LIMIT 12
),
pictures AS (
  SELECT id, image.bytes AS picture
  FROM   corpus
  WHERE  split IN ('validation', 'test') AND id IN (SELECT id FROM doubted)
)
SELECT id, picture,
       FORMAT_STRING('%d read as %d, %.1f %%, as %d of its %d other views, %s', label, suggested,
                     100 * confidence, views_agreeing, views, id) AS words
FROM   doubted LEFT JOIN pictures USING (id)
ORDER  BY rank
