SELECT model, training_corpus, accuracy_without, accuracy_with, difference, lower, upper,
       examples_without, examples_with, epochs_without, epochs_with, p_holm, n, verdict
FROM   augmentation_effect
WHERE  evaluated_on = 'test' AND slice = 'all'
ORDER  BY difference DESC, model, training_corpus
