-- Which sizes do the images have, in pixels and in bytes?
--   width, height   in pixels
--   channels        1 (grey) or 3 (red, green, blue)
--   bit_depth       bits a sample in the file
--   images          that have this size
--   min_bytes, mean_bytes, max_bytes   of the encoded pictures
SELECT split,
       modality,
       width,
       height,
       channels,
       bit_depth,
       COUNT(*)              AS images,
       MIN(bytes)            AS min_bytes,
       SUM(bytes) / COUNT(*) AS mean_bytes,
       MAX(bytes)            AS max_bytes
FROM   image_statistics
GROUP  BY split, modality, width, height, channels, bit_depth
ORDER  BY split, modality, width, height, channels, bit_depth
