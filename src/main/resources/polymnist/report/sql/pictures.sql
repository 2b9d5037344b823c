SELECT path,
       label,
       status,
       reason,
       predicted,
       probabilities,
       original,
       mask,
       normalised,
       seen,
       candidates,
       CASE WHEN label IS NULL     THEN ''
            WHEN predicted = label THEN 'right'
            ELSE 'wrong'
       END AS verdict
FROM   custom_predictions
ORDER  BY verdict DESC, path
LIMIT  {pictures}
