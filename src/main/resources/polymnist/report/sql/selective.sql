{best}
SELECT coverage, images, least_confidence, accuracy, lower, upper
FROM   coverage JOIN best USING (model, training_corpus)
WHERE  evaluated_on = 'test'
ORDER  BY coverage DESC
