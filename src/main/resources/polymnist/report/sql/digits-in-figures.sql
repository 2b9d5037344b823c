-- title: Images by label
-- table: Images of each label: mean brightness, contrast as the mean deviation within an
--   image, and sharpness as that of its Laplacian, in samples of 0 to 255; entropy of the
--   luminance in bits.
-- none: The corpus has no image.
SELECT label, images, brightness, contrast, sharpness, entropy
FROM   eda_classes
ORDER  BY label
