-- title: Learning curves
-- plot: Validation images read wrong, and the loss in training, after each epoch.
-- none: No epoch was trained.
SELECT model, training_corpus, epoch, training_loss, validation_loss, validation_accuracy
FROM   learning_curves
ORDER  BY model, training_corpus, epoch
