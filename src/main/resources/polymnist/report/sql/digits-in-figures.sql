SELECT label, images, brightness, contrast, sharpness, entropy
FROM   eda_classes
ORDER  BY label
