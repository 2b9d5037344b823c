SELECT question, network, policy, budget, slice, seeds, n, accuracy_without, accuracy_with,
       difference, lower, upper, p_holm, verdict
FROM   impact_effect
WHERE  slice = 'all' AND question NOT IN ('robustness', 'learning-size')
ORDER  BY array_position(
         array('clean', 'unseen-modality', 'new-backgrounds', 'custom'), question),
       network, policy, budget
