{best}
SELECT scaling,
       bin,
       images,
       images / SUM(images) OVER (PARTITION BY scaling) AS share,
       confidence,
       accuracy
FROM   reliability JOIN best USING (model, training_corpus)
WHERE  evaluated_on = 'test'
ORDER  BY scaling, bin
