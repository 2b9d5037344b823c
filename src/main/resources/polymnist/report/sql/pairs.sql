-- title: Networks against the best
-- plot: How many points more of the test images the best network reads right than each
--   other, with 95 % intervals; hollow: no difference is shown.
-- table: Each two networks on the same test images: how much more the first reads right.
--   What only one of two reads right decides (McNemar's test, whole digits); p is
--   corrected for the number of comparisons (Holm). Differences that are shown stand out.
-- columns: first, second, difference, lower, p_holm, only_first, only_second
-- none: There are no two networks to compare.
{best}
, told AS (
  SELECT c.*,
         c.first = best.model AND c.first_corpus = best.training_corpus   AS best_is_first,
         c.second = best.model AND c.second_corpus = best.training_corpus AS best_is_second
  FROM   network_comparison AS c CROSS JOIN best
  WHERE  evaluated_on = 'test'
),
turned AS (
  SELECT named_struct('model', first, 'training_corpus', first_corpus)   AS one,
         named_struct('model', second, 'training_corpus', second_corpus) AS other,
         *
  FROM   told
)
SELECT IF(best_is_first, one, other)              AS first,
       IF(best_is_first, other, one)              AS second,
       IF(best_is_first, -difference, difference) AS difference,
       IF(best_is_first, -upper, lower)           AS lower,
       IF(best_is_first, -lower, upper)           AS upper,
       IF(best_is_first, only_first, only_second) AS only_first,
       IF(best_is_first, only_second, only_first) AS only_second,
       p_holm, n, best_is_first OR best_is_second AS with_best,
       p_holm <= 0.05 AND (lower > 0 OR upper < 0) AS marked
FROM   turned
ORDER  BY with_best DESC, difference, first, second
