-- title: Error by network
-- plot: Test images read wrong, with 95 % intervals; at the right, the share read right.
-- table: On the test images. Top 2: the digit is one of the two likeliest; kappa: agreement
--   beyond chance; log loss and Brier score: errors of the probabilities; AUC: mean area
--   under the curve of each digit against the rest; F1: mean over the digits.
SELECT model,
       training_corpus,
       MAX(value) FILTER (WHERE metric = 'accuracy')        AS accuracy,
       MAX(lower) FILTER (WHERE metric = 'accuracy')        AS lower,
       MAX(upper) FILTER (WHERE metric = 'accuracy')        AS upper,
       MAX(value) FILTER (WHERE metric = 'top_2_accuracy')  AS top_2,
       MAX(value) FILTER (WHERE metric = 'kappa')           AS kappa,
       MAX(value) FILTER (WHERE metric = 'log_loss')        AS log_loss,
       MAX(value) FILTER (WHERE metric = 'brier')           AS brier,
       MAX(value) FILTER (WHERE metric = 'macro_auc')       AS macro_auc,
       MAX(value) FILTER (WHERE metric = 'macro_f1')        AS f1,
       MAX(n)     FILTER (WHERE metric = 'accuracy')        AS n
FROM   metrics
WHERE  evaluated_on = 'test' AND slice = 'all'
GROUP  BY model, training_corpus
ORDER  BY accuracy DESC, model, training_corpus
