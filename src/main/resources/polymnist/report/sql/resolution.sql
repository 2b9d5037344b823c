-- title: Resolution
-- table: Resolution of the images, by split.
-- none: The corpus has no image.
SELECT split, width, height, IF(channels = 1, 'grey', 'colour') AS samples, SUM(images) AS images,
       COUNT(DISTINCT modality) AS modalities
FROM   eda_resolution
GROUP  BY split, width, height, channels
ORDER  BY images DESC, split, width, height, channels
LIMIT  30
