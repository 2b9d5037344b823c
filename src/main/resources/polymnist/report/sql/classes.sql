-- title: Digit by digit
-- table: The best network by digit. Precision: of what it read as this digit, the share
--   that is; recall, with its 95 % interval: of images of this digit, the share that it
--   read.
{best}
SELECT SUBSTRING_INDEX(slice, '=', -1)                AS digit,
       MAX(value) FILTER (WHERE metric = 'precision') AS precision,
       MAX(value) FILTER (WHERE metric = 'recall')    AS recall,
       MAX(lower) FILTER (WHERE metric = 'recall')    AS lower,
       MAX(upper) FILTER (WHERE metric = 'recall')    AS upper,
       MAX(value) FILTER (WHERE metric = 'f1')        AS f1,
       MAX(n)     FILTER (WHERE metric = 'recall')    AS n
FROM   metrics JOIN best USING (model, training_corpus)
WHERE  evaluated_on = 'test' AND slice LIKE 'class=%'
GROUP  BY slice
ORDER  BY slice
