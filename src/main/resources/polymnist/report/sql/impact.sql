-- title: Impact of policies
-- plot: Points more read right with the policy than without, trained with the same seeds,
--   on the same images.
-- table: Each network was trained without augmentation and with each policy, with the same
--   seeds. With two seeds or more, intervals cover other seeds and other digits; with one,
--   other digits alone. Policies are applied to stored copies for equal epochs or equal
--   steps, or fresh in every epoch.
-- none: No policy was tried.
SELECT network,
       policy,
       budget,
       CASE question
         WHEN 'clean'           THEN 'such as those of training'
         WHEN 'new-backgrounds' THEN 'on other photos'
         WHEN 'custom'          THEN 'own handwriting'
         ELSE IF(slice = 'all', 'of modalities never seen', REPLACE(slice, '=', ' ') || ', never seen')
       END AS images,
       difference, lower, upper, accuracy_without, accuracy_with, p_holm, seeds, n, verdict,
       verdict <> 'no difference shown' AS marked
FROM   impact_effect
WHERE  question = 'unseen-modality'
       OR slice = 'all' AND question NOT IN ('robustness', 'learning-size')
ORDER  BY FIND_IN_SET(question, 'clean,unseen-modality,new-backgrounds,custom'),
          network, policy, budget, slice <> 'all', slice
