-- title: Pictures step by step
-- none: No picture was read.
SELECT path,
       label,
       shows_digit,
       status,
       reason,
       predicted,
       probabilities,
       original,
       mask,
       normalised,
       seen,
       candidates,
       CASE WHEN shows_digit IS NULL                   THEN ''
            WHEN shows_digit AND predicted = label     THEN 'right'
            WHEN NOT shows_digit AND predicted IS NULL THEN 'right'
            ELSE 'wrong'
       END AS verdict
FROM   custom_predictions
ORDER  BY verdict = 'wrong' DESC, verdict DESC, path
LIMIT  {pictures}
