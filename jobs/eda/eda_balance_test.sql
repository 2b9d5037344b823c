-- Are the labels of each split and modality equally frequent? Pearson's chi-squared test.
-- Modalities are tested one by one: they show the same digits, so that their images together are
-- no independent sample.
--   images               of that split and modality
--   chi_squared          the sum over labels of (images - expected)^2 / expected
--   degrees_of_freedom   labels less one
--   p_value              of a statistic at least as great, were the labels equally frequent
--   effect_size          w, the root of chi_squared / images: below 0.1 it is less than small
--                        (J. Cohen, Statistical Power Analysis for the Behavioral Sciences, 1988)
--   verdict              no images; too few images (fewer than 5 expected of a label: the p-value
--                        is not to be trusted); no imbalance shown (p_value at least 0.05);
--                        slightly unbalanced (the effect is less than small); unbalanced
WITH totals AS (
  SELECT split,
         modality,
         SUM(images)          AS images,
         SUM(images * images) AS squares,
         COUNT(*)             AS labels
  FROM   eda_balance
  GROUP  BY split, modality
),
-- The sum over labels, rearranged so that whole numbers are divided once.
statistics AS (
  SELECT split,
         modality,
         images,
         labels,
         (labels * squares - images * images) / NULLIF(images, 0) AS chi_squared,
         CAST(labels - 1 AS INT)                                  AS degrees_of_freedom
  FROM   totals
),
tests AS (
  SELECT *,
         chi_squared_p_value(chi_squared, degrees_of_freedom) AS p_value,
         SQRT(chi_squared / NULLIF(images, 0))                AS effect_size
  FROM   statistics
)
SELECT split,
       modality,
       images,
       chi_squared,
       degrees_of_freedom,
       p_value,
       effect_size,
       CASE WHEN images = 0          THEN 'no images'
            WHEN images < 5 * labels THEN 'too few images'
            WHEN p_value >= 0.05     THEN 'no imbalance shown'
            WHEN effect_size < 0.1   THEN 'slightly unbalanced'
            ELSE 'unbalanced'
       END AS verdict
FROM   tests
ORDER  BY split, modality
