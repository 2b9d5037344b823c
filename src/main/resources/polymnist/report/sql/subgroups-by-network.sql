-- title: Subgroups by network
-- table: Subgroups of the test images on which each network is worse than on all.
-- none: The test images were not parted.
SELECT model,
       training_corpus,
       COUNT_IF(worse) AS flagged,
       COUNT(*)        AS subgroups,
       ARRAY_JOIN(ARRAY_SORT(COLLECT_LIST(REPLACE(slice, '=', ' ')) FILTER (WHERE worse)), ', ')
                       AS which
FROM   slices
WHERE  evaluated_on = 'test'
GROUP  BY model, training_corpus
ORDER  BY flagged, model, training_corpus
