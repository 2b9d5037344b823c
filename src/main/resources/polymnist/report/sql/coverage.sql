-- title: Selective prediction by all networks
-- plot: Error among the test images of which each network is surest.
SELECT model, training_corpus, coverage, accuracy
FROM   coverage
WHERE  evaluated_on = 'test'
ORDER  BY model, training_corpus DESC, coverage
