WITH examples AS (
  SELECT id, image.bytes AS picture
  FROM   corpus
  WHERE  id IN (SELECT example_id FROM eda_problems)
)
SELECT problem, modality, images, share, example_id, picture
FROM   eda_problems LEFT JOIN examples ON examples.id = example_id
ORDER  BY images DESC, problem, modality
LIMIT  40
