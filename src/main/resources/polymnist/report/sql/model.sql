-- title: The best network
-- facts: The network that the page is about; it was chosen by its accuracy on validation
--   images.
-- none: No network has been trained.
{best}
, products AS (
  SELECT model, SUM(multiply_adds) AS multiply_adds, MAX(source) AS source
  FROM   layers
  GROUP  BY model
)
SELECT model, training_corpus, kind, source, parameters, multiply_adds, examples, epochs,
       best_epoch, workers, seconds, file, SUBSTRING(sha256, 1, 16) AS sha256
FROM   models JOIN best USING (model, training_corpus) LEFT JOIN products USING (model)
