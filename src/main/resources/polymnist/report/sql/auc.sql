SELECT model, training_corpus, slice, value AS area
FROM   metrics
WHERE  evaluated_on = 'test' AND metric IN ('auc', 'macro_auc')
ORDER  BY model, training_corpus DESC, slice
