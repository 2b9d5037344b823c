-- title: Selective prediction by the best network
-- plot: Error among the test images of which it is surest: the fewer it answers, the fewer
--   of its answers are wrong. The others would go to a human.
{best}
SELECT model, training_corpus, coverage, images, least_confidence, accuracy, lower, upper
FROM   coverage JOIN best USING (model, training_corpus)
WHERE  evaluated_on = 'test'
ORDER  BY coverage DESC
