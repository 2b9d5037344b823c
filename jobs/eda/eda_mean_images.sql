-- What do the images of a modality and label have in common, pixel by pixel?
--   width, height, channels   the shape of the images; each shape has its own mean
--   images                    of this shape
--   mean, variance            of each sample over these images, [C,H,W], in sample values
--   mean_picture              the means as a PNG
--   deviation_picture         twice the standard deviations as a PNG
WITH totals AS (
  SELECT modality,
         label,
         width,
         height,
         channels,
         SUM(images) AS images,
         AGGREGATE(COLLECT_LIST(sums),
                   ARRAY_REPEAT(0L, channels * height * width),
                   (all, one) -> ZIP_WITH(all, one, (a, b) -> a + b)) AS sums,
         AGGREGATE(COLLECT_LIST(squares),
                   ARRAY_REPEAT(0L, channels * height * width),
                   (all, one) -> ZIP_WITH(all, one, (a, b) -> a + b)) AS squares
  FROM   pixel_totals
  WHERE  sums IS NOT NULL
  GROUP  BY modality, label, width, height, channels
),
means AS (
  SELECT *,
         TRANSFORM(sums, s -> s / images)                                        AS mean,
         ZIP_WITH(sums, squares, (s, q) -> q / images - POWER(s / images, 2))    AS variance
  FROM   totals
)
SELECT modality,
       label,
       width,
       height,
       channels,
       images,
       mean,
       variance,
       PICTURE(mean, channels, height, width) AS mean_picture,
       PICTURE(TRANSFORM(variance, v -> 2 * SQRT(GREATEST(v, 0D))), channels, height, width)
                                              AS deviation_picture
FROM   means
