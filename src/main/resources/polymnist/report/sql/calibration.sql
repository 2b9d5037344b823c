-- title: Calibration of all networks
-- table: Errors of probabilities on the test images, as the networks are and, calibrated,
--   with their temperatures; smaller is better. The best network stands out.
{best}
SELECT r.model,
       r.training_corpus,
       t.temperature,
       MAX(value) FILTER (WHERE metric = 'ece')                 AS ece,
       MAX(value) FILTER (WHERE metric = 'ece_calibrated')      AS ece_calibrated,
       MAX(value) FILTER (WHERE metric = 'log_loss')            AS log_loss,
       MAX(value) FILTER (WHERE metric = 'log_loss_calibrated') AS log_loss_calibrated,
       MAX(value) FILTER (WHERE metric = 'brier')               AS brier,
       MAX(value) FILTER (WHERE metric = 'brier_calibrated')    AS brier_calibrated,
       r.model = best.model AND r.training_corpus = best.training_corpus AS marked
FROM   metrics AS r JOIN temperatures AS t USING (model, training_corpus) CROSS JOIN best
WHERE  r.evaluated_on = 'test' AND r.slice = 'all'
GROUP  BY r.model, r.training_corpus, best.model, best.training_corpus, t.temperature
ORDER  BY ece_calibrated, r.model, r.training_corpus
