WITH chosen AS (
  SELECT DISTINCT source_id, md5(source_id) AS lot FROM augmented ORDER BY lot LIMIT 8
),
originals AS (
  SELECT id, modality, label, image.bytes AS original
  FROM   corpus
  WHERE  id IN (SELECT source_id FROM chosen)
),
copies AS (
  SELECT source_id, copy, policy, steps, image.bytes AS picture
  FROM   augmented
  WHERE  source_id IN (SELECT source_id FROM chosen)
),
numbered AS (
  SELECT *, ROW_NUMBER() OVER (PARTITION BY source_id ORDER BY copy, policy) AS position
  FROM   copies
)
SELECT source_id, modality, label, copy, policy, steps, original, picture
FROM   numbered JOIN originals ON originals.id = source_id
WHERE  position <= 4
ORDER  BY modality, label, source_id, position
