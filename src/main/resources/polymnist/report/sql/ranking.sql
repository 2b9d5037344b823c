SELECT model,
       training_corpus,
       MAX(value) FILTER (WHERE metric = 'accuracy') AS accuracy,
       MAX(lower) FILTER (WHERE metric = 'accuracy') AS lower,
       MAX(upper) FILTER (WHERE metric = 'accuracy') AS upper,
       MAX(value) FILTER (WHERE metric = 'top_2_accuracy') AS top_2,
       MAX(value) FILTER (WHERE metric = 'kappa') AS kappa,
       MAX(value) FILTER (WHERE metric = 'log_loss') AS log_loss,
       MAX(value) FILTER (WHERE metric = 'brier') AS brier,
       MAX(value) FILTER (WHERE metric = 'macro_auc') AS macro_auc,
       MAX(value) FILTER (WHERE metric = 'macro_precision') AS macro_precision,
       MAX(value) FILTER (WHERE metric = 'macro_recall') AS macro_recall,
       MAX(value) FILTER (WHERE metric = 'macro_f1') AS macro_f1,
       MAX(value) FILTER (WHERE metric = 'weighted_precision') AS weighted_precision,
       MAX(value) FILTER (WHERE metric = 'weighted_recall') AS weighted_recall,
       MAX(value) FILTER (WHERE metric = 'weighted_f1') AS weighted_f1,
       MAX(n)     FILTER (WHERE metric = 'accuracy') AS n
FROM   metrics
WHERE  evaluated_on = 'test' AND slice = 'all'
GROUP  BY model, training_corpus
ORDER  BY accuracy DESC, model, training_corpus
