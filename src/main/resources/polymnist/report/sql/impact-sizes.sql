SELECT network, policy, share, accuracy_without, accuracy_with
FROM   impact_effect
WHERE  question = 'learning-size'
ORDER  BY network, policy, share
