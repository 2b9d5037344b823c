WITH shown AS (
  SELECT * FROM eda_near_duplicates ORDER BY difference, first_id, second_id LIMIT 8
),
pictures AS (
  SELECT id, image.bytes AS picture
  FROM   corpus
  WHERE  id IN (SELECT EXPLODE(ARRAY(first_id, second_id)) FROM shown)
)
SELECT n.*, a.picture AS first_picture, b.picture AS second_picture
FROM   shown AS n
       JOIN pictures AS a ON n.first_id = a.id
       JOIN pictures AS b ON n.second_id = b.id
ORDER  BY difference, first_id, second_id
