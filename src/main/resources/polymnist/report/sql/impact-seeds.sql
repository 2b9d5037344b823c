SELECT network, policy, budget, COUNT(*) AS seeds,
       AVG(validation_accuracy)         AS mean,
       STDDEV_SAMP(validation_accuracy) AS deviation,
       MIN(validation_accuracy)         AS lowest,
       MAX(validation_accuracy)         AS highest,
       AVG(seconds)                     AS seconds
FROM   impact_trials
WHERE  share = 1 AND held_out = ''
GROUP  BY network, policy, budget
ORDER  BY mean DESC, network, policy, budget
