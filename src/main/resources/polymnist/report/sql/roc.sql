-- title: Each digit against the rest (ROC)
-- words: Call an image a 7 whenever the network gives 7 at least so much probability: the
--   lower that is, the more sevens are found and the more other digits are called one. The
--   area under this curve (AUC) is the chance that a seven has more of it than an image
--   that is none: 0.5 is guessing, 1 is without fault.
-- plot: Receiver operating characteristic of the best network on the test images, each
--   digit against the rest.
{best}
SELECT class, false_positive_rate, true_positive_rate
FROM   roc JOIN best USING (model, training_corpus)
WHERE  evaluated_on = 'test'
ORDER  BY class, false_positive_rate, true_positive_rate
