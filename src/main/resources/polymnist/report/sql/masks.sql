SELECT modality, images, by_photo, by_estimate, compared, overlap, overlap_90
FROM   eda_masks
ORDER  BY modality
