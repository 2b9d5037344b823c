-- title: Subgroups
-- plot: Share of each subgroup read wrong, with 95 % intervals and the number of images;
--   filled: flagged; the line is all images.
-- none: The test images were not parted.
{best}
SELECT slice, accuracy, lower, upper, n, overall, worse
FROM   slices JOIN best USING (model, training_corpus)
WHERE  evaluated_on = 'test'
ORDER  BY
FIND_IN_SET(SUBSTRING_INDEX(slice, '=', 1),
            'modality,class,background,contrast,stroke,readable'),
FIND_IN_SET(SUBSTRING_INDEX(slice, '=', -1),
            'darkest,darker,lighter,lightest,lowest,lower,higher,highest,'
              || 'thinnest,thinner,thicker,thickest,no,yes'),
slice
