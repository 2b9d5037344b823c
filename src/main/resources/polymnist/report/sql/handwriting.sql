SELECT slice,
       value,
       lower,
       upper,
       n
FROM   custom_metrics
WHERE  metric = 'accuracy'
ORDER  BY slice <> 'all', slice
