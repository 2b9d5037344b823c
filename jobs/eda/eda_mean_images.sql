-- What do the images of a modality and label have in common, pixel by pixel?
--   width, height, channels   the shape of the images; each shape has its own mean
--   images                    of this shape
--   mean, variance            of each sample over these images, [C,H,W], in sample values
--   mean_picture              the means as a PNG
--   deviation_picture         twice the standard deviations as a PNG
WITH samples AS (
  SELECT modality, label, width, height, channels, images, POSEXPLODE(ARRAYS_ZIP(sums, squares))
         AS (position, total)
  FROM   pixel_totals
  WHERE  sums IS NOT NULL
),
means AS (
  SELECT modality,
         label,
         width,
         height,
         channels,
         position,
         SUM(images)                        AS images,
         SUM(total.sums) / SUM(images)      AS mean,
         SUM(total.squares) / SUM(images) - POWER(SUM(total.sums) / SUM(images), 2) AS variance
  FROM   samples
  GROUP  BY modality, label, width, height, channels, position
),
pictures AS (
  SELECT modality,
         label,
         width,
         height,
         channels,
         MAX(images)                                              AS images,
         ARRAY_SORT(COLLECT_LIST(STRUCT(position, mean, variance))) AS samples
  FROM   means
  GROUP  BY modality, label, width, height, channels
)
SELECT modality,
       label,
       width,
       height,
       channels,
       images,
       TRANSFORM(samples, s -> s.mean)     AS mean,
       TRANSFORM(samples, s -> s.variance) AS variance,
       PICTURE(TRANSFORM(samples, s -> s.mean), channels, height, width) AS mean_picture,
       PICTURE(TRANSFORM(samples, s -> 2 * SQRT(GREATEST(s.variance, 0D))), channels, height, width)
                                           AS deviation_picture
FROM   pictures
