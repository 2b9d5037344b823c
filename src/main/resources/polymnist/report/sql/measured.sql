{best}
SELECT metric, value, lower, upper, n
FROM   metrics JOIN best USING (model, training_corpus)
WHERE  evaluated_on = 'test' AND slice = 'all'
       AND metric IN ('accuracy', 'top_2_accuracy', 'macro_f1', 'kappa', 'ece_calibrated')
ORDER  BY FIND_IN_SET(metric, 'accuracy,top_2_accuracy,macro_f1,kappa,ece_calibrated')
