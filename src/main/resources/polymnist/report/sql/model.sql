{best}
, products AS (
  SELECT model, SUM(multiply_adds) AS multiply_adds, MAX(source) AS source
  FROM   layers
  GROUP  BY model
)
SELECT model, training_corpus, kind, parameters, multiply_adds, source, epochs,
       best_epoch, examples, seconds, workers, file, sha256
FROM   models JOIN best USING (model, training_corpus) LEFT JOIN products USING (model)
