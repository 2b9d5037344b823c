{best}
SELECT COUNT(*)                     AS images,
       COUNT(DISTINCT digit)        AS digits,
       COUNT(DISTINCT modality)     AS modalities,
       (SELECT COUNT(*) FROM models) AS networks
FROM   predictions JOIN best USING (model, training_corpus)
WHERE  evaluated_on = 'test'
