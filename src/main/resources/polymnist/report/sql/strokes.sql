-- title: How each digit is written
-- table: Means over the images of each digit. Lengths are in pixels, slant in degrees to
--   the right with its standard deviation; contrast is between ink and the ground around
--   it, in samples of 0 to 255.
-- none: No digit was found on any image.
SELECT label, images, ink, centre_x, centre_y, stroke_width, slant, slant_deviation,
       box_width, box_height, digit_contrast
FROM   eda_digits
ORDER  BY label
