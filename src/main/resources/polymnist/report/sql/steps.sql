-- title: What was done to the copies
-- table: Each step of the copies and its parameters.
-- none: No copy was changed.
WITH steps AS (
  SELECT explode(steps) AS step FROM augmented
),
parameters AS (
  SELECT step.kind AS kind, explode_outer(step.parameters) AS (parameter, amount) FROM steps
)
SELECT kind,
       parameter,
       COUNT(*)    AS copies,
       MIN(amount) AS least,
       AVG(amount) AS mean,
       MAX(amount) AS most
FROM   parameters
WHERE  parameter IS NULL OR parameter <> 'seed'
GROUP  BY kind, parameter
ORDER  BY kind, parameter
