-- title: Pictures step by step
-- none: No picture was read.
WITH judged AS (
  SELECT *,
         CASE WHEN shows_digit IS NULL                   THEN ''
              WHEN shows_digit AND predicted = label     THEN 'right'
              WHEN NOT shows_digit AND predicted IS NULL THEN 'right'
              ELSE 'wrong'
         END                        AS verdict,
         GET(candidates, 0)         AS first,
         SLICE(ARRAY_SORT(TRANSFORM(probabilities, (p, digit) -> STRUCT(-p AS less, digit))), 1, 3)
                                    AS likeliest
  FROM   custom_predictions
)
SELECT path, original, mask, normalised, seen, candidates, verdict,
       CONCAT_WS(' ',
         IF(shows_digit IS NULL, 'Not labelled.',
            'Shows ' || IF(shows_digit, CAST(label AS STRING), 'no digit') || ': ' || verdict || '.'),
         CASE status WHEN 'digit'    THEN NULL
                     WHEN 'no_digit' THEN 'No digit found'
                     WHEN 'several'  THEN 'More than one digit found'
                     ELSE 'The file could not be read'
         END || COALESCE(': ' || reason, '') || '.',
         'Chosen: ' || first.way || '; found in ' || first.support
           || IF(first.support = 1, ' way.', ' ways.'),
         'Read as ' || NULLIF(ARRAY_JOIN(TRANSFORM(likeliest, one ->
           FORMAT_STRING('%d (%.1f %%)', one.digit, -100 * one.less)), ', '), '') || '.') AS words
FROM   judged
ORDER  BY verdict = 'wrong' DESC, verdict DESC, path
LIMIT  {pictures}
