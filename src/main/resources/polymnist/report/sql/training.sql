SELECT model,
       training_corpus,
       kind,
       parameters,
       epochs,
       best_epoch,
       examples,
       seconds,
       images_per_second,
       workers,
       averaging_frequency,
       batch_size,
       validation_accuracy,
       validation_loss
FROM   models
ORDER  BY validation_accuracy DESC, validation_loss, model, training_corpus
