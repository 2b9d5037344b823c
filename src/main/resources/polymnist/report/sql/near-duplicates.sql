-- title: Images that are nearly the same
-- pairs: With the root mean square of their difference.
-- none: No two images are nearly the same.
WITH shown AS (
  SELECT * FROM eda_near_duplicates ORDER BY difference, first_id, second_id LIMIT 8
),
pictures AS (
  SELECT id, image.bytes AS picture
  FROM   corpus
  WHERE  id IN (SELECT EXPLODE(ARRAY(first_id, second_id)) FROM shown)
)
SELECT FORMAT_STRING('moved by %d, %d; difference %.1f', shift_x, shift_y, difference) AS strip,
       first_id, a.picture AS first_picture, second_id, b.picture AS second_picture
FROM   shown
       JOIN pictures AS a ON first_id = a.id
       JOIN pictures AS b ON second_id = b.id
ORDER  BY difference, first_id, second_id
