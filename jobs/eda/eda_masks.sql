-- How was the mask of the digit found, and how good is the estimate where no photo is known?
--   images         of the modality
--   by_photo       whose crop was found in a photo of eda.backgrounds: the mask is exact
--   by_estimate    whose mask was estimated from the image alone
--   compared       of those with an exact mask, a sample for which the estimate was made too
--   overlap        of both masks, the mean of intersection over union, 0 to 1
--   overlap_90     the share of the compared images whose masks overlap by at least 0.9
SELECT modality,
       COUNT(*)                                         AS images,
       COUNT_IF(mask_source = 'photo')                  AS by_photo,
       COUNT_IF(mask_source = 'estimate')               AS by_estimate,
       COUNT(estimate_overlap)                          AS compared,
       CAST(AVG(CAST(estimate_overlap AS DECIMAL(18, 9))) AS DOUBLE)                            AS overlap,
       COUNT_IF(estimate_overlap >= 0.9) / NULLIF(COUNT(estimate_overlap), 0) AS overlap_90
FROM   image_statistics
GROUP  BY modality
ORDER  BY modality
