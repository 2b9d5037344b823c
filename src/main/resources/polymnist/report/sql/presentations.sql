-- title: Ways to show a picture to the network
-- table: The one that was used stands out. The mean is over the groups of custom.group-by.
-- none: No picture is labelled, so accuracy is not known.
SELECT all_pictures.presentation AS presentation,
       all_pictures.value        AS read_right,
       all_pictures.lower        AS lower,
       all_pictures.upper        AS upper,
       slices.value              AS mean_over_groups,
       all_pictures.n            AS n,
       all_pictures.used         AS marked
FROM   custom_presentations AS all_pictures
       LEFT JOIN custom_presentations AS slices
       ON  slices.presentation = all_pictures.presentation
       AND slices.metric = 'mean_accuracy'
WHERE  all_pictures.slice = 'all' AND all_pictures.metric = 'accuracy'
ORDER  BY read_right DESC, presentation
