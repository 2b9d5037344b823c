-- title: Training
-- table: Networks by validation accuracy, the best first: it is the one that the page is
--   about. Images/s are those trained on, over all workers together.
-- none: No network has been trained.
SELECT model, training_corpus, validation_accuracy, validation_loss, epochs, best_epoch, examples,
       seconds, images_per_second
FROM   models
ORDER  BY validation_accuracy DESC, validation_loss, model, training_corpus
