-- title: Confusion matrix
{best}
SELECT model, training_corpus, label, predicted, images
FROM   confusion JOIN best USING (model, training_corpus)
WHERE  evaluated_on = 'test'
ORDER  BY label, predicted
