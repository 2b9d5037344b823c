WITH shown AS (
  SELECT *, COUNT(*) OVER () AS leaks
  FROM   eda_leaks
  ORDER  BY evidence DESC, first_id, second_id
  LIMIT  8
),
pictures AS (
  SELECT id, image.bytes AS picture
  FROM   corpus
  WHERE  id IN (SELECT EXPLODE(ARRAY(first_id, second_id)) FROM shown)
)
SELECT l.*, a.picture AS first_picture, b.picture AS second_picture
FROM   shown AS l
       JOIN pictures AS a ON l.first_id = a.id
       JOIN pictures AS b ON l.second_id = b.id
ORDER  BY evidence DESC, first_id, second_id
