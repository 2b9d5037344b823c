WITH preferred AS (
  SELECT *, DENSE_RANK() OVER (
              PARTITION BY network, policy
              ORDER BY array_position(array('fresh', 'steps', 'epochs'), budget)) AS choice
  FROM   impact_effect
  WHERE  question = 'robustness')
SELECT network, policy, budget, change, severity, accuracy_without, accuracy_with
FROM   preferred
WHERE  choice = 1
ORDER  BY network, change, severity, policy
