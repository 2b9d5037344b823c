-- Which handwriting is in two splits, whatever the modality? One row for two splits that share it.
--   evidence                    same file; nearly the same image (unless the MNIST file says that it
--                               has two digits, as simple ones look alike); same strokes (the masks of
--                               the digits, found exactly, are equal); same digit (of the MNIST file)
--   first_split, second_split   that share it
--   first_id, second_id         the first image of each that shows it
--   first_images, second_images how many images of each show it
WITH strokes AS (
  SELECT handwriting, split, COUNT(*) AS images, MIN(id) AS id
  FROM   image_statistics
  WHERE  mask_source = 'photo' AND handwriting IS NOT NULL
  GROUP  BY handwriting, split
),
digits AS (
  SELECT published_split,
         digit,
         split,
         COUNT(*)                    AS images,
         MIN(id)                     AS id
  FROM   image_statistics
  WHERE  digit IS NOT NULL
  GROUP  BY published_split, digit, split
),
files AS (
  SELECT sha256, split, COUNT(*) AS images, MIN(id) AS id
  FROM   eda_duplicates
  WHERE  across_splits
  GROUP  BY sha256, split
),
alike AS (
  SELECT /*+ BROADCAST(n) */
         n.*
  FROM   eda_near_duplicates AS n
         JOIN image_statistics AS a ON a.id = n.first_id
         JOIN image_statistics AS b ON b.id = n.second_id
  WHERE  n.first_split <> n.second_split AND (a.digit IS NULL OR b.digit IS NULL)
),
pairs AS (
  SELECT 'same strokes' AS evidence, a.split AS first_split, b.split AS second_split,
         a.id AS first_id, b.id AS second_id, a.images AS first_images, b.images AS second_images
  FROM   strokes AS a JOIN strokes AS b ON a.handwriting = b.handwriting AND a.split < b.split
  UNION  ALL
  SELECT 'same digit', a.split, b.split, a.id, b.id, a.images, b.images
  FROM   digits AS a
         JOIN digits AS b
         ON a.published_split = b.published_split AND a.digit = b.digit AND a.split < b.split
  UNION  ALL
  SELECT 'same file', a.split, b.split, a.id, b.id, a.images, b.images
  FROM   files AS a JOIN files AS b ON a.sha256 = b.sha256 AND a.split < b.split
  UNION  ALL
  SELECT 'nearly the same image', first_split, second_split, first_id, second_id, 1L, 1L
  FROM   alike
)
SELECT evidence, first_split, second_split, first_id, second_id, first_images, second_images
FROM   pairs
ORDER  BY evidence, first_id, second_id
