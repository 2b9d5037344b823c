{best}
, told AS (
  SELECT p.*,
         COALESCE(CAST(digit AS STRING), id) AS written,
         NOT correct AND p.model = best.model AND p.training_corpus = best.training_corpus
           AS mistaken,
         p.model = best.model AND p.training_corpus = best.training_corpus AS is_best
  FROM   predictions AS p CROSS JOIN best
  WHERE  evaluated_on = 'test'
),
answered AS (
  SELECT id, written, MAX(mistaken) AS mistaken, COUNT(DISTINCT predicted) AS answers
  FROM   told
  GROUP  BY id, written
),
chosen AS (
  SELECT written
  FROM   answered
  GROUP  BY written
  ORDER  BY MAX(mistaken) DESC, MAX(answers) DESC, MD5(written)
  LIMIT  {explored}
)
SELECT model, training_corpus, id, label, predicted, probabilities, temperature
FROM   told JOIN chosen USING (written) LEFT JOIN temperatures USING (model, training_corpus)
ORDER  BY is_best DESC, model, training_corpus
