-- title: The modalities
-- grid: Of each modality the most typical image of each digit.
-- none: The corpus has no image.
SELECT modality AS strip, id, image.bytes AS picture
FROM   eda_representatives
WHERE  kind = 'typical' AND rank = 1
ORDER  BY modality, label
