-- How does one set of images differ from another, column by column? The comparisons are those of
-- eda.drift; one row a comparison and column, the greatest difference first.
--   rank           1 for the column that differs most within its comparison
--   first_images, second_images   that have a value
--   first_mean, second_mean       null for modality and label
--   effect_size    the difference of the means in pooled standard deviations (J. Cohen, Statistical
--                  Power Analysis for the Behavioral Sciences, 1988); null for modality and label
--   ks             the greatest difference of the cumulative shares over 64 bins, 0 to 1 (Kolmogorov
--                  and Smirnov); for modality and label half the sum of all differences of shares
--   psi            population stability index over these bins, each share at least 0.0001
--   verdict        stable (psi below 0.1), moved (below 0.25) or shifted; null where a side is empty
WITH compared AS (
  SELECT comparison,
         side,
         modality,
         label,
         STACK(13,
               'width',          CAST(width AS DOUBLE),
               'height',         CAST(height AS DOUBLE),
               'channels',       CAST(channels AS DOUBLE),
               'bytes',          CAST(bytes AS DOUBLE),
               'brightness',     brightness,
               'contrast',       contrast,
               'sharpness',      sharpness,
               'entropy',        entropy,
               'ink',            ink,
               'centre_x',       centre_x,
               'stroke_width',   stroke_width,
               'slant',          slant,
               'digit_contrast', digit_contrast) AS (column, value)
  FROM   drift_members
),
moments AS (
  SELECT comparison,
         column,
         COUNT(value) FILTER (WHERE side = 'first')       AS first_images,
         COUNT(value) FILTER (WHERE side = 'second')      AS second_images,
         CAST(AVG(CAST(value AS DECIMAL(28, 9))) FILTER (WHERE side = 'first') AS DOUBLE)         AS first_mean,
         CAST(AVG(CAST(value AS DECIMAL(28, 9))) FILTER (WHERE side = 'second') AS DOUBLE)        AS second_mean,
         CAST(AVG(CAST(value * value AS DECIMAL(28, 9))) FILTER (WHERE side = 'first') AS DOUBLE)  AS first_square,
         CAST(AVG(CAST(value * value AS DECIMAL(28, 9))) FILTER (WHERE side = 'second') AS DOUBLE) AS second_square,
         MIN(value)                                       AS least,
         MAX(value)                                       AS most
  FROM   compared
  GROUP  BY comparison, column
),
binned AS (
  SELECT /*+ BROADCAST(m) */
         v.comparison,
         v.column,
         CAST(LEAST(63, FLOOR(64 * (value - least) / NULLIF(most - least, 0))) AS STRING) AS bin,
         COALESCE(LEAST(63, FLOOR(64 * (value - least) / NULLIF(most - least, 0))), 0)    AS place,
         COUNT_IF(side = 'first')  AS firsts,
         COUNT_IF(side = 'second') AS seconds
  FROM   compared AS v JOIN moments AS m ON v.comparison = m.comparison AND v.column = m.column
  WHERE  value IS NOT NULL
  GROUP  BY 1, 2, 3, 4
  UNION  ALL
  SELECT comparison,
         column,
         bin,
         0,
         COUNT_IF(side = 'first'),
         COUNT_IF(side = 'second')
  FROM   (SELECT comparison, side, STACK(2, 'modality', modality, 'label', CAST(label AS STRING))
                 AS (column, bin)
          FROM   drift_members)
  WHERE  bin IS NOT NULL
  GROUP  BY comparison, column, bin
),
shares AS (
  SELECT *,
         firsts / NULLIF(SUM(firsts) OVER whole, 0)        AS p,
         seconds / NULLIF(SUM(seconds) OVER whole, 0)      AS q,
         SUM(firsts) OVER whole                            AS all_firsts,
         SUM(seconds) OVER whole                           AS all_seconds,
         SUM(firsts) OVER up_to / NULLIF(SUM(firsts) OVER whole, 0)
           - SUM(seconds) OVER up_to / NULLIF(SUM(seconds) OVER whole, 0) AS gap
  FROM   binned
  WINDOW whole AS (PARTITION BY comparison, column),
         up_to AS (PARTITION BY comparison, column ORDER BY place, bin)
),
-- Sums of few terms in the order of their bins: no partitioning changes them.
distances AS (
  SELECT comparison,
         column,
         MAX(all_firsts)  AS first_images,
         MAX(all_seconds) AS second_images,
         IF(column IN ('modality', 'label'),
            AGGREGATE(ARRAY_SORT(COLLECT_LIST(ABS(p - q))), 0D, (a, x) -> a + x) / 2,
            MAX(ABS(gap))) AS ks,
         AGGREGATE(ARRAY_SORT(COLLECT_LIST((GREATEST(p, 1e-4) - GREATEST(q, 1e-4))
                                           * LN(GREATEST(p, 1e-4) / GREATEST(q, 1e-4)))),
                   0D,
                   (a, x) -> a + x) AS psi
  FROM   shares
  GROUP  BY comparison, column
),
answers AS (
  SELECT d.comparison,
         d.column,
         d.first_images,
         d.second_images,
         m.first_mean,
         m.second_mean,
         (m.second_mean - m.first_mean)
           / NULLIF(SQRT(GREATEST(0D, (m.first_square - POWER(m.first_mean, 2)
                                       + m.second_square - POWER(m.second_mean, 2)) / 2)), 0)
           AS effect_size,
         IF(d.first_images > 0 AND d.second_images > 0, ks, NULL)  AS ks,
         IF(d.first_images > 0 AND d.second_images > 0, psi, NULL) AS psi
  FROM   distances AS d
         LEFT JOIN moments AS m ON d.comparison = m.comparison AND d.column = m.column
)
SELECT comparison,
       CAST(ROW_NUMBER() OVER (PARTITION BY comparison ORDER BY psi DESC NULLS LAST, column) AS INT)
         AS rank,
       column,
       first_images,
       second_images,
       first_mean,
       second_mean,
       effect_size,
       ks,
       psi,
       CASE WHEN psi < 0.1 THEN 'stable' WHEN psi < 0.25 THEN 'moved' WHEN psi >= 0.25 THEN 'shifted' END
         AS verdict
FROM   answers
ORDER  BY comparison, rank
