SELECT sheet, name, position, source_id, steps, original, picture
FROM   augmentation_samples
ORDER  BY sheet, name, position
