SELECT split,
       width,
       height,
       channels,
       SUM(images)                            AS images,
       COUNT(DISTINCT modality)               AS modalities,
       MIN(min_bytes)                         AS min_bytes,
       SUM(mean_bytes * images) / SUM(images) AS mean_bytes,
       MAX(max_bytes)                         AS max_bytes
FROM   eda_resolution
GROUP  BY split, width, height, channels
ORDER  BY images DESC, split, width, height, channels
LIMIT  30
