{best}
, told AS (
  SELECT p.*,
         COALESCE(CAST(digit AS STRING), id)                               AS written,
         p.model = best.model AND p.training_corpus = best.training_corpus AS is_best,
         temperature
  FROM   predictions AS p
         CROSS JOIN best
         LEFT JOIN temperatures AS t
         ON p.model = t.model AND p.training_corpus = t.training_corpus
  WHERE  evaluated_on = 'test'
),
answered AS (
  SELECT id, written,
         MAX(is_best AND NOT correct)               AS mistaken,
         BIT_COUNT(BIT_OR(SHIFTLEFT(1, predicted))) AS answers,
         ARRAY_SORT(COLLECT_LIST(STRUCT(
           NOT is_best AS is_other, model, training_corpus, predicted, probabilities,
           temperature)))                           AS said
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
SELECT c.id, c.modality, c.label, a.written, a.said, c.image.bytes AS picture
FROM   corpus AS c JOIN answered AS a USING (id) JOIN chosen USING (written)
WHERE  c.split = 'test'
ORDER  BY c.label, a.written, c.modality, c.id
