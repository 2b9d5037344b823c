-- On which images does the digit not stand out from its background? One row an image.
--   digit_contrast   between ink and the ground around it, 0 to 255: below :unreadable. Where ink is
--                    the inverted background, a background near mid-grey hides it. For images too
--                    large for a digit to be sought, the deviation of their samples.
SELECT id, split, modality, label, COALESCE(digit_contrast, contrast) AS digit_contrast
FROM   image_statistics
WHERE  COALESCE(digit_contrast, contrast) < :unreadable
ORDER  BY digit_contrast, id
