-- title: Ensembles: several views, several networks
-- words: Each digit is shown once in every modality. The answers of a network for these
--   views, and of several networks for an image, are combined by the product of their
--   calibrated probabilities, as independent witnesses would be.
-- plot: Right of the test images by one view, and of the test digits by all views together.
-- table: Answers combined to one. Single: what these answers are worth one by one, in the
--   mean. What concerns the best network stands out.
-- columns: combined, network, answers, single, accuracy, lower, gain, n
-- none: No test digit is known to be shown in every modality, so no answers were combined.
{best}
SELECT combined,
       f.model,
       f.training_corpus,
       f.training_corpus = best.training_corpus AND f.model IN (best.model, 'all') AS marked,
       answers,
       single,
       accuracy,
       lower,
       upper,
       accuracy - single AS gain,
       n
FROM   fusion AS f CROSS JOIN best
WHERE  evaluated_on = 'test'
ORDER  BY FIND_IN_SET(combined, 'views,networks,views and networks'),
          f.training_corpus DESC,
          accuracy DESC,
          f.model
