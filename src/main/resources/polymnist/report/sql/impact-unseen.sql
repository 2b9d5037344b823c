SELECT question, network, policy, slice, seeds, n, accuracy_without, accuracy_with,
       difference, lower, upper, p_holm, verdict
FROM   impact_effect
WHERE  question = 'unseen-modality' AND slice <> 'all'
ORDER  BY network, policy, slice
