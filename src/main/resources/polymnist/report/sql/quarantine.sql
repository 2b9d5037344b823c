-- title: Files refused
-- table: When the corpus was read, by reason.
-- none: No file was refused when the corpus was read.
SELECT reason, COUNT(*) AS files, MIN(path) AS example
FROM   quarantine
GROUP  BY reason
ORDER  BY files DESC, reason
LIMIT  20
