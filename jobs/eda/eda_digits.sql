-- How is each digit written? Means over the images of a label whose digit was found.
--   images              of the label whose digit was found
--   ink                 the share of the pixels with ink, 0 to 1
--   centre_x, centre_y  of mass, in pixels from the upper left corner
--   stroke_width        in pixels
--   slant               in degrees from upright, positive to the right
--   slant_deviation     the standard deviation of the slant
--   box_width, box_height   of the smallest box around the ink, in pixels
--   digit_contrast      how the digit stands out from what is around it, in sample values
WITH digits AS (
  SELECT * FROM image_statistics WHERE ink > 0
)
SELECT label,
       COUNT(*)                    AS images,
       CAST(AVG(CAST(ink AS DECIMAL(18, 9))) AS DOUBLE)                    AS ink,
       CAST(AVG(CAST(centre_x AS DECIMAL(18, 9))) AS DOUBLE)               AS centre_x,
       CAST(AVG(CAST(centre_y AS DECIMAL(18, 9))) AS DOUBLE)               AS centre_y,
       CAST(AVG(CAST(stroke_width AS DECIMAL(18, 9))) AS DOUBLE)           AS stroke_width,
       CAST(AVG(CAST(slant AS DECIMAL(18, 9))) AS DOUBLE)                  AS slant,
       SQRT(GREATEST(0D, CAST(AVG(CAST(slant * slant AS DECIMAL(18, 9))) AS DOUBLE) - CAST(AVG(CAST(slant AS DECIMAL(18, 9))) AS DOUBLE) * CAST(AVG(CAST(slant AS DECIMAL(18, 9))) AS DOUBLE))) AS slant_deviation,
       CAST(AVG(CAST(box_right - box_left AS DECIMAL(18, 9))) AS DOUBLE)   AS box_width,
       CAST(AVG(CAST(box_bottom - box_top AS DECIMAL(18, 9))) AS DOUBLE)   AS box_height,
       CAST(AVG(CAST(digit_contrast AS DECIMAL(18, 9))) AS DOUBLE)         AS digit_contrast
FROM   digits
GROUP  BY label
ORDER  BY label
