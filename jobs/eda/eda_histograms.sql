-- How often does each sample value occur in each colour channel of each modality?
--   channel   red, green, blue or grey
--   level     of the sample, 0 to 255
--   samples   that have it
--   share     of the samples of that modality and channel, 0 to 1
WITH levels AS (
  SELECT modality, channels, POSEXPLODE(histogram) AS (position, samples)
  FROM   pixel_totals
),
counts AS (
  SELECT modality,
         IF(channels = 1, 'grey', ELT(position DIV 256 + 1, 'red', 'green', 'blue')) AS channel,
         CAST(position % 256 AS INT)                                                 AS level,
         SUM(samples)                                                                AS samples
  FROM   levels
  GROUP  BY 1, 2, 3
)
SELECT modality,
       channel,
       level,
       samples,
       samples / SUM(samples) OVER (PARTITION BY modality, channel) AS share
FROM   counts
ORDER  BY modality, FIND_IN_SET(channel, 'red,green,blue,grey'), level
