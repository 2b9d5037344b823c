{best}
SELECT class, false_positive_rate, true_positive_rate
FROM   roc JOIN best USING (model, training_corpus)
WHERE  evaluated_on = 'test'
ORDER  BY class, false_positive_rate, true_positive_rate
