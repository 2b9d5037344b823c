-- Which images are nearly the same: moved by a pixel, noisy or compressed copies? One row a pair.
-- The same handwriting in two modalities is none: on two dark backgrounds it looks alike by design.
--   shift_x, shift_y    how far the second is moved, in pixels
--   difference          root mean square of the samples, 0 to 255
--   block_difference    the greatest difference of the mean luminances of 4x4 pixels, 0 to 255
WITH firsts AS (
  SELECT /*+ BROADCAST(p) */
         p.*,
         a.split       AS first_split,
         a.modality    AS first_modality,
         a.label       AS first_label,
         a.handwriting AS first_handwriting
  FROM   near_duplicate_pairs AS p JOIN image_statistics AS a ON first_id = a.id
)
SELECT /*+ BROADCAST(f) */
       first_id,
       second_id,
       first_split,
       b.split    AS second_split,
       first_modality,
       b.modality AS second_modality,
       first_label,
       b.label    AS second_label,
       shift_x,
       shift_y,
       difference,
       block_difference
FROM   firsts AS f JOIN image_statistics AS b ON second_id = b.id
WHERE  first_modality = b.modality OR NOT first_handwriting <=> b.handwriting
