-- title: Effect by modality
-- plot: Points more of the test images read right with augmentation than by the same
--   network without, with 95 % intervals; hollow: no difference is shown.
-- table: Training with augmentation against training without, by modality.
-- none: The effect by modality was not measured.
SELECT model, training_corpus, SUBSTRING_INDEX(slice, '=', -1) AS modality, difference, lower,
       upper, accuracy_without, accuracy_with, p_holm, n, verdict,
       verdict <> 'no difference shown' AS marked
FROM   augmentation_effect
WHERE  evaluated_on = 'test' AND slice LIKE 'modality=%'
ORDER  BY model, training_corpus, modality
