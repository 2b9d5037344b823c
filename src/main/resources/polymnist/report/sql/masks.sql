-- title: How ink was told from ground
-- table: Exactly, where the crop of the photo was found, else estimated from the image. How
--   good the estimate is, is measured where the exact mask is known: the overlap of both
--   (intersection over union), its mean and how often it is at least 0.9.
-- none: The corpus has no image.
SELECT modality, images, by_photo, by_estimate, compared, overlap, overlap_90
FROM   eda_masks
ORDER  BY modality
