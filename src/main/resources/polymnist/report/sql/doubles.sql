-- title: The same handwriting in two splits, and images that are nearly the same
-- grid: What was learnt from one of a pair tells the other.
-- none: No handwriting was found in two splits, and no two images are nearly the same.
WITH shown AS (
  (SELECT 1 AS kind, evidence || ' in ' || first_split || ' and ' || second_split AS strip,
          first_id, second_id
   FROM   eda_leaks ORDER BY evidence DESC, first_id, second_id LIMIT 8)
  UNION ALL
  (SELECT 2, FORMAT_STRING('moved by %d, %d; difference %.1f', shift_x, shift_y, difference),
          first_id, second_id
   FROM   eda_near_duplicates ORDER BY difference, first_id, second_id LIMIT 8)
),
pictures AS (
  SELECT id, image.bytes AS picture
  FROM   corpus
  WHERE  id IN (SELECT EXPLODE(ARRAY(first_id, second_id)) FROM shown)
)
SELECT strip, first_id, a.picture AS first_picture, second_id, b.picture AS second_picture
FROM   shown
       JOIN pictures AS a ON first_id = a.id
       JOIN pictures AS b ON second_id = b.id
ORDER  BY kind, strip, first_id, second_id
