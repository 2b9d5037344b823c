-- What do the images of each label have in common?
--   images       of the label, in all splits and modalities; 0 if none
--   share        of all images, 0 to 1
--   brightness   the mean of all samples of these images, 0 to 255; null without images
--   contrast     the mean over images of the deviation within an image, in sample values
--   sharpness    the mean over images of the deviation of the Laplacian, in sample values
--   entropy      the mean over images of the entropy of the luminance, in bits
--   dark_share   the share of samples below 64
WITH labels AS (
  SELECT EXPLODE(SEQUENCE(0, 9)) AS label
  UNION
  SELECT label FROM image_statistics
),
-- Decimals, unlike doubles, have sums that are the same in any order.
totals AS (
  SELECT label,
         COUNT(*)          AS images,
         SUM(samples)      AS samples,
         SUM(sample_sum)   AS sample_sum,
         SUM(dark_samples) AS dark_samples,
         CAST(AVG(CAST(contrast AS DECIMAL(18, 9))) AS DOUBLE)     AS contrast,
         CAST(AVG(CAST(sharpness AS DECIMAL(18, 9))) AS DOUBLE)    AS sharpness,
         CAST(AVG(CAST(entropy AS DECIMAL(18, 9))) AS DOUBLE)      AS entropy
  FROM   image_statistics
  GROUP  BY label
)
SELECT label,
       COALESCE(images, 0)                                  AS images,
       COALESCE(images, 0) / NULLIF(SUM(images) OVER (), 0) AS share,
       sample_sum / samples                                 AS brightness,
       contrast,
       sharpness,
       entropy,
       dark_samples / samples                               AS dark_share
FROM   labels LEFT JOIN totals USING (label)
ORDER  BY label
