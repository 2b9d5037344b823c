{best}
, told AS (
  SELECT p.*,
         COALESCE(CAST(digit AS STRING), id) AS written,
         NOT correct AND p.model = best.model AND p.training_corpus = best.training_corpus
           AS mistaken
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
SELECT c.id, c.modality, c.label, a.written, c.image.bytes AS picture
FROM   corpus AS c JOIN answered AS a USING (id) JOIN chosen USING (written)
WHERE  c.split = 'test'
ORDER  BY c.label, a.written, c.modality, c.id
