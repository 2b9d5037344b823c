-- title: The surest mistakes
-- cards: Test images that the best network read wrong, the surest first, with the
--   probability that it gave its answer.
-- none: The best network made no mistake on the test images.
{best}
, wrong AS (
  SELECT id, label, predicted, probability
  FROM   predictions JOIN best USING (model, training_corpus)
  WHERE  evaluated_on = 'test' AND NOT correct
  ORDER  BY probability DESC, id
  LIMIT  {mistakes}
),
pictures AS (
  SELECT id, image.bytes AS picture
  FROM   corpus
  WHERE  split = 'test' AND id IN (SELECT id FROM wrong)
)
SELECT id, picture,
       FORMAT_STRING('%d read as %d, %.1f %%', label, predicted, 100 * probability) AS words
FROM   wrong LEFT JOIN pictures USING (id)
ORDER  BY probability DESC, id
