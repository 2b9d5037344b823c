SELECT reason, COUNT(*) AS files, MIN(path) AS example
FROM   quarantine
GROUP  BY reason
ORDER  BY files DESC, reason
LIMIT  20
