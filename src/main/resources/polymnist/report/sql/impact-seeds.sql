-- title: Spread over seeds
-- table: Validation accuracy of trainings on the same data with several seeds: mean,
--   standard deviation, and the extremes.
-- none: No network was trained on all images.
SELECT network, policy, budget, COUNT(*) AS seeds,
       AVG(validation_accuracy)         AS mean_accuracy,
       STDDEV_SAMP(validation_accuracy) AS accuracy_deviation,
       MIN(validation_accuracy)         AS lowest,
       MAX(validation_accuracy)         AS highest,
       AVG(seconds)                     AS seconds
FROM   impact_trials
WHERE  share = 1 AND held_out = ''
GROUP  BY network, policy, budget
ORDER  BY mean_accuracy DESC, network, policy, budget
