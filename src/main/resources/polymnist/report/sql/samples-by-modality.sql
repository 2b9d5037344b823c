SELECT modality, channel, images, mean, deviation, minimum, maximum
FROM   eda_modalities
ORDER  BY modality, FIND_IN_SET(channel, 'red,green,blue,grey')
