-- title: Network by modality
SELECT model,
       training_corpus,
       SUBSTRING_INDEX(slice, '=', -1) AS modality,
       value                           AS accuracy,
       lower,
       upper,
       n
FROM   metrics
WHERE  evaluated_on = 'test' AND slice LIKE 'modality=%' AND metric = 'accuracy'
ORDER  BY model, training_corpus DESC, modality
