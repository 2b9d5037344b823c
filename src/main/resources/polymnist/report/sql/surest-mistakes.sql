{best}
, wrong AS (
  SELECT id, modality, label, predicted, probability
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
SELECT id, modality, label, predicted, probability, picture
FROM   wrong LEFT JOIN pictures USING (id)
ORDER  BY probability DESC, id
