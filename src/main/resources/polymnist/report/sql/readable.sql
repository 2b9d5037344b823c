SELECT p.model,
       p.training_corpus,
       COUNT(*)                                             AS images,
       COUNT(u.id)                                          AS unreadable,
       AVG(CAST(p.correct AS INT))                          AS accuracy,
       AVG(CAST(p.correct AS INT)) FILTER (WHERE u.id IS NULL) AS accuracy_without,
       AVG(CAST(p.correct AS INT)) FILTER (WHERE u.id IS NOT NULL) AS accuracy_unreadable
FROM   predictions AS p LEFT JOIN eda_unreadable AS u ON p.id = u.id
WHERE  p.evaluated_on = 'test'
GROUP  BY p.model, p.training_corpus
ORDER  BY accuracy DESC, p.model, p.training_corpus
