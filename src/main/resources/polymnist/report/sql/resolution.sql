-- title: Resolution
-- table: Resolution and size of the encoded images, by split.
-- none: The corpus has no image.
SELECT split,
       width,
       height,
       IF(channels = 1, 'grey', 'colour')     AS samples,
       SUM(images)                            AS images,
       COUNT(DISTINCT modality)               AS modalities,
       MIN(min_bytes)                         AS smallest,
       SUM(mean_bytes * images) / SUM(images) AS mean_size,
       MAX(max_bytes)                         AS largest
FROM   eda_resolution
GROUP  BY split, width, height, channels
ORDER  BY images DESC, split, width, height, channels
LIMIT  30
