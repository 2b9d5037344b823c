WITH usual AS (
  SELECT *,
         ROW_NUMBER() OVER (PARTITION BY modality, label ORDER BY images DESC, width, channels)
         AS place
  FROM   eda_mean_images
)
SELECT modality, label, images, mean_picture, deviation_picture
FROM   usual
WHERE  place = 1
ORDER  BY modality, label
