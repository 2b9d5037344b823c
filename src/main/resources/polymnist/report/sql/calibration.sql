{best}
SELECT r.model,
       r.training_corpus,
       r.model = best.model AND r.training_corpus = best.training_corpus AS is_best,
       t.temperature,
       t.images                                                  AS fitted_to,
       MAX(value) FILTER (WHERE metric = 'ece')                  AS ece,
       MAX(value) FILTER (WHERE metric = 'ece_calibrated')       AS ece_calibrated,
       MAX(value) FILTER (WHERE metric = 'log_loss')             AS log_loss,
       MAX(value) FILTER (WHERE metric = 'log_loss_calibrated')  AS log_loss_calibrated,
       MAX(value) FILTER (WHERE metric = 'brier')                AS brier,
       MAX(value) FILTER (WHERE metric = 'brier_calibrated')     AS brier_calibrated
FROM   metrics AS r JOIN temperatures AS t USING (model, training_corpus) CROSS JOIN best
WHERE  r.evaluated_on = 'test' AND r.slice = 'all'
GROUP  BY r.model, r.training_corpus, best.model, best.training_corpus, t.temperature,
          t.images
ORDER  BY ece_calibrated, r.model, r.training_corpus
