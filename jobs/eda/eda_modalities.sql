-- How bright and how varied is each colour channel of each modality?
--   channel            red, green, blue or grey
--   images             of the modality that have this channel
--   mean, deviation    of all samples of these images, 0 to 255; the deviation is the population's
--   minimum, maximum   sample
WITH planes AS (
  SELECT modality, CAST(width AS BIGINT) * height AS pixels, explode(planes) AS plane
  FROM   image_statistics
),
-- Decimals keep the squares of these sums exact, which no 64 bits hold.
totals AS (
  SELECT modality,
         plane.channel                              AS channel,
         COUNT(*)                                   AS images,
         CAST(SUM(pixels) AS DECIMAL(19, 0))        AS pixels,
         CAST(SUM(plane.sum) AS DECIMAL(19, 0))     AS total,
         CAST(SUM(plane.squares) AS DECIMAL(19, 0)) AS squares,
         MIN(plane.minimum)                         AS minimum,
         MAX(plane.maximum)                         AS maximum
  FROM   planes
  GROUP  BY modality, plane.channel
)
SELECT modality,
       channel,
       images,
       CAST(total AS DOUBLE) / CAST(pixels AS DOUBLE) AS mean,
       SQRT(CAST(pixels * squares - total * total AS DOUBLE)) / CAST(pixels AS DOUBLE) AS deviation,
       minimum,
       maximum
FROM   totals
ORDER  BY modality, FIND_IN_SET(channel, 'red,green,blue,grey')
