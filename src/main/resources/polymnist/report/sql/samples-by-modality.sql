-- title: Colours of the modalities
-- table: Samples (0 to 255) by modality and colour.
-- none: The corpus has no image.
SELECT modality, channel, images, mean, deviation, minimum, maximum
FROM   eda_modalities
ORDER  BY modality, FIND_IN_SET(channel, 'red,green,blue,grey')
