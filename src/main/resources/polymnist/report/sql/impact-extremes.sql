WITH preferred AS (
  SELECT *, DENSE_RANK() OVER (
              PARTITION BY network, policy
              ORDER BY array_position(array('fresh', 'steps', 'epochs'), budget)) AS choice
  FROM   impact_effect
  WHERE  question IN ('clean', 'robustness')),
ranked AS (
  SELECT *, ROW_NUMBER() OVER (
              PARTITION BY network, policy ORDER BY difference DESC, change, severity, slice)
              AS from_best,
            ROW_NUMBER() OVER (
              PARTITION BY network, policy ORDER BY difference, change, severity, slice)
              AS from_worst
  FROM   preferred
  WHERE  choice = 1 AND (question = 'robustness' OR slice <> 'all'))
SELECT question, network, policy, change, severity, slice, seeds, n, accuracy_without,
       accuracy_with, difference, lower, upper, p_holm, verdict
FROM   ranked
WHERE  from_best <= 3 OR from_worst <= 3
ORDER  BY network, policy, difference DESC
