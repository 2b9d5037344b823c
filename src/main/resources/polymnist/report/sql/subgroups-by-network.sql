SELECT model,
       training_corpus,
       COUNT(*)                                              AS slices,
       COUNT_IF(worse)                                       AS worse,
       array_sort(collect_list(slice) FILTER (WHERE worse))  AS names
FROM   slices
WHERE  evaluated_on = 'test'
GROUP  BY model, training_corpus
ORDER  BY worse, model, training_corpus
