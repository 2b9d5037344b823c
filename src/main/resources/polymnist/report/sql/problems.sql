-- title: Problems
-- cards: Images that should not be trusted: how many, by modality, with an example.
-- none: No image has one of the problems that were looked for.
WITH examples AS (
  SELECT id, image.bytes AS picture
  FROM   corpus
  WHERE  id IN (SELECT example_id FROM eda_problems)
)
SELECT example_id AS id, picture,
       FORMAT_STRING('%s, %s: %d images, %.1f %%', REPLACE(problem, '_', ' '), modality, images,
                     100 * share) AS words
FROM   eda_problems LEFT JOIN examples ON id = example_id
WHERE  images > 0
ORDER  BY images DESC, problem, modality
LIMIT  40
