-- title: Mean images
-- grid: The mean of all images of a modality and label, by label from left to right, and
--   twice their standard deviation: where it is bright, images differ.
-- none: No image is small enough for a mean image.
WITH usual AS (
  SELECT *,
         ROW_NUMBER() OVER (PARTITION BY modality, label ORDER BY images DESC, width, channels)
         AS place
  FROM   eda_mean_images
),
pictured AS (
  SELECT modality, label, STACK(2, 'mean', mean_picture, 'deviation', deviation_picture)
         AS (kind, picture)
  FROM   usual
  WHERE  place = 1
)
SELECT modality || ', ' || kind AS strip, modality || ', ' || label || ', ' || kind AS id, picture
FROM   pictured
ORDER  BY modality, kind DESC, label
