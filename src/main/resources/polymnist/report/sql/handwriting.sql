-- title: Pictures read right
-- table: Share of the pictures labelled with a digit that were read right; one in which no
--   digit was found counts as wrong.
-- none: No picture is labelled, so accuracy is not known.
SELECT slice AS pictures, value AS read_right, lower, upper, n, slice = 'all' AS marked
FROM   custom_metrics
WHERE  metric = 'accuracy'
ORDER  BY slice <> 'all', slice
