SELECT label, images, ink, centre_x, centre_y, stroke_width, slant, slant_deviation,
       box_width, box_height, digit_contrast
FROM   eda_digits
ORDER  BY label
