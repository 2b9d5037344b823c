SELECT model, training_corpus, coverage, accuracy
FROM   coverage
WHERE  evaluated_on = 'test'
ORDER  BY model, training_corpus DESC, coverage
