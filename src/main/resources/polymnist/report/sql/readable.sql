-- title: Accuracy without them
-- table: On all test images, without those whose digit hardly shows, and on these alone.
SELECT p.model,
       p.training_corpus,
       COUNT(*)                                                     AS images,
       COUNT(u.id)                                                  AS unreadable,
       AVG(CAST(p.correct AS INT))                                  AS on_all,
       AVG(CAST(p.correct AS INT)) FILTER (WHERE u.id IS NULL)      AS without_unreadable,
       AVG(CAST(p.correct AS INT)) FILTER (WHERE u.id IS NOT NULL)  AS on_unreadable
FROM   predictions AS p LEFT JOIN eda_unreadable AS u ON p.id = u.id
WHERE  p.evaluated_on = 'test'
GROUP  BY p.model, p.training_corpus
ORDER  BY on_all DESC, p.model, p.training_corpus
