SELECT model, training_corpus, SUBSTRING_INDEX(slice, '=', -1) AS modality, accuracy_without,
       accuracy_with, difference, lower, upper, examples_without, examples_with, epochs_without,
       epochs_with, p_holm, n, verdict
FROM   augmentation_effect
WHERE  evaluated_on = 'test' AND slice LIKE 'modality=%'
ORDER  BY model, training_corpus, modality
