-- title: The same handwriting in two splits
-- pairs: What was learnt from one tells the other.
-- none: No handwriting was found in two splits.
WITH shown AS (
  SELECT * FROM eda_leaks ORDER BY evidence DESC, first_id, second_id LIMIT 8
),
pictures AS (
  SELECT id, image.bytes AS picture
  FROM   corpus
  WHERE  id IN (SELECT EXPLODE(ARRAY(first_id, second_id)) FROM shown)
)
SELECT evidence || ' in ' || first_split || ' and ' || second_split AS strip,
       first_id, a.picture AS first_picture, second_id, b.picture AS second_picture
FROM   shown
       JOIN pictures AS a ON first_id = a.id
       JOIN pictures AS b ON second_id = b.id
ORDER  BY evidence DESC, first_id, second_id
