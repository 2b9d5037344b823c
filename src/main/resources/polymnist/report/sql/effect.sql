-- title: Effect by network
-- plot: Points more of the test images read right with augmentation than by the same
--   network without, with 95 % intervals; hollow: no difference is shown.
-- table: Training with augmentation against training without. Images seen: those trained on
--   in all epochs.
-- columns: network, difference, lower, accuracy_without, accuracy_with, examples_without,
--   examples_with, p_holm, verdict
-- none: No network was trained both with and without augmentation.
SELECT model, training_corpus, difference, lower, upper, accuracy_without, accuracy_with,
       examples_without, examples_with, epochs_without, epochs_with, p_holm, n, verdict,
       verdict <> 'no difference shown' AS marked
FROM   augmentation_effect
WHERE  evaluated_on = 'test' AND slice = 'all'
ORDER  BY difference DESC, model, training_corpus
