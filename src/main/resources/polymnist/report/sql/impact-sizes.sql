-- title: Little data
-- plot: Accuracy after training on a part of the images, for as many steps as on all.
-- none: No network was trained on a part of the images.
SELECT network || ', share of the images' AS plot, policy, share AS x, accuracy_without,
       accuracy_with
FROM   impact_effect
WHERE  question = 'learning-size'
ORDER  BY network, policy, share
