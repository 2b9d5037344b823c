-- Which images are unlike all others of their modality? One row an image and measure.
--   measure     of image_statistics
--   value       of the image
--   mean        of the modality
--   deviations  how many standard deviations the value lies from the mean, at least :outlier
-- Decimals, unlike doubles, have sums that are the same in any order.
WITH means AS (
  SELECT modality,
         CAST(AVG(CAST(brightness AS DECIMAL(18, 9))) AS DOUBLE)   AS m1,
         CAST(AVG(CAST(brightness * brightness AS DECIMAL(18, 9))) AS DOUBLE) AS s1,
         CAST(AVG(CAST(contrast AS DECIMAL(18, 9))) AS DOUBLE)     AS m2,
         CAST(AVG(CAST(contrast * contrast AS DECIMAL(18, 9))) AS DOUBLE) AS s2,
         CAST(AVG(CAST(sharpness AS DECIMAL(18, 9))) AS DOUBLE)    AS m3,
         CAST(AVG(CAST(sharpness * sharpness AS DECIMAL(18, 9))) AS DOUBLE) AS s3,
         CAST(AVG(CAST(entropy AS DECIMAL(18, 9))) AS DOUBLE)      AS m4,
         CAST(AVG(CAST(entropy * entropy AS DECIMAL(18, 9))) AS DOUBLE) AS s4,
         CAST(AVG(CAST(ink AS DECIMAL(18, 9))) AS DOUBLE)          AS m5,
         CAST(AVG(CAST(ink * ink AS DECIMAL(18, 9))) AS DOUBLE) AS s5,
         CAST(AVG(CAST(stroke_width AS DECIMAL(18, 9))) AS DOUBLE) AS m6,
         CAST(AVG(CAST(stroke_width * stroke_width AS DECIMAL(18, 9))) AS DOUBLE) AS s6
  FROM   image_statistics
  GROUP  BY modality
),
moments AS (
  SELECT *,
         SQRT(GREATEST(0D, s1 - m1 * m1)) AS d1,
         SQRT(GREATEST(0D, s2 - m2 * m2)) AS d2,
         SQRT(GREATEST(0D, s3 - m3 * m3)) AS d3,
         SQRT(GREATEST(0D, s4 - m4 * m4)) AS d4,
         SQRT(GREATEST(0D, s5 - m5 * m5)) AS d5,
         SQRT(GREATEST(0D, s6 - m6 * m6)) AS d6
  FROM   means
),
measured AS (
  SELECT /*+ BROADCAST(moments) */
         id,
         split,
         modality,
         label,
         STACK(6,
               'brightness',   brightness,   m1, (brightness - m1) / NULLIF(d1, 0),
               'contrast',     contrast,     m2, (contrast - m2) / NULLIF(d2, 0),
               'sharpness',    sharpness,    m3, (sharpness - m3) / NULLIF(d3, 0),
               'entropy',      entropy,      m4, (entropy - m4) / NULLIF(d4, 0),
               'ink',          ink,          m5, (ink - m5) / NULLIF(d5, 0),
               'stroke_width', stroke_width, m6, (stroke_width - m6) / NULLIF(d6, 0))
           AS (measure, value, mean, deviations)
  FROM   image_statistics JOIN moments USING (modality)
)
SELECT id, split, modality, label, measure, value, mean, deviations
FROM   measured
WHERE  ABS(deviations) >= :outlier
ORDER  BY ABS(deviations) DESC, id, measure
