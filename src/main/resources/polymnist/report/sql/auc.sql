-- title: Area under the curve (AUC)
SELECT model, training_corpus,
       IF(slice = 'all', 'mean', SUBSTRING_INDEX(slice, '=', -1)) AS digit, value AS area
FROM   metrics
WHERE  evaluated_on = 'test' AND metric IN ('auc', 'macro_auc')
ORDER  BY model, training_corpus DESC, slice <> 'all', slice
