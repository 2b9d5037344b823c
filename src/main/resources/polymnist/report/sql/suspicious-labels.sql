-- title: Labels that may be wrong
-- grid: The most suspicious first: the label, and the one that the handwriting's other
--   images or its nearest neighbours have.
-- none: No label is suspicious.
WITH shown AS (
  SELECT *, COUNT(*) OVER () AS listed FROM eda_suspicious_labels ORDER BY rank LIMIT 30
)
SELECT /*+ BROADCAST(s) */
       FORMAT_STRING('%d are listed', s.listed)              AS strip,
       s.id,
       FORMAT_STRING('%d or %d?', s.label, s.suggested)      AS words,
       c.image.bytes                                         AS picture
FROM   shown AS s JOIN corpus AS c ON s.id = c.id
ORDER  BY rank
