SELECT all_pictures.presentation AS presentation,
       all_pictures.used         AS used,
       all_pictures.value        AS accuracy,
       all_pictures.lower        AS lower,
       all_pictures.upper        AS upper,
       all_pictures.n            AS n,
       slices.value              AS mean
FROM   custom_presentations AS all_pictures
       LEFT JOIN custom_presentations AS slices
       ON  slices.presentation = all_pictures.presentation
       AND slices.metric = 'mean_accuracy'
WHERE  all_pictures.slice = 'all' AND all_pictures.metric = 'accuracy'
ORDER  BY accuracy DESC, presentation
