{best}
SELECT combined,
       f.model,
       f.training_corpus,
       f.training_corpus = best.training_corpus
         AND f.model IN (best.model, 'all') AS is_best,
       answers,
       single,
       accuracy,
       lower,
       upper,
       n
FROM   fusion AS f CROSS JOIN best
WHERE  evaluated_on = 'test'
ORDER  BY FIND_IN_SET(combined, 'views,networks,views and networks'),
          f.training_corpus DESC,
          accuracy DESC,
          f.model
