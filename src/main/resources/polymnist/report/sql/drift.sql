-- title: Drift
-- table: How far the second set has moved from the first, the greatest difference first.
--   The effect is the difference of the means in standard deviations, KS the greatest
--   difference of the cumulative shares, PSI the population stability index: below 0.1 is
--   stable, from 0.25 on shifted.
-- none: No two sets of images with a value in common were compared.
SELECT REPLACE(comparison, '_', ' ') AS comparison,
       REPLACE(column, '_', ' ')     AS measure,
       first_mean, second_mean, effect_size, ks, psi, verdict, verdict = 'shifted' AS marked
FROM   eda_drift
ORDER  BY comparison, rank
