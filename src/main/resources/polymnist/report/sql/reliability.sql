-- title: Reliability of the best network
-- plot: Of test images on which it is so sure, the share that it reads right; and how many
--   images those are.
-- table: The same in numbers: how sure it says it is in the mean, and how often it is
--   right.
-- columns: probabilities, said, right, images
{best}
SELECT IF(scaling = 'none', 'as it is', 'with its temperature') AS probabilities,
       bin,
       confidence                                       AS said,
       accuracy                                         AS right,
       images,
       images / SUM(images) OVER (PARTITION BY scaling) AS share
FROM   reliability JOIN best USING (model, training_corpus)
WHERE  evaluated_on = 'test'
ORDER  BY scaling, bin
