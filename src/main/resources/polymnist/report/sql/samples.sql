-- title: Each kind of change and each policy
-- grid: Before and after: each kind of change by itself, then each policy.
-- none: There are no samples.
SELECT name             AS strip,
       source_id        AS original_id,
       original         AS original_picture,
       source_id || ' after ' || CONCAT_WS(', ', TRANSFORM(steps, step ->
         REPLACE(step.kind, '-', ' ') || COALESCE(' (' || NULLIF(ARRAY_JOIN(TRANSFORM(
           ARRAY_SORT(MAP_ENTRIES(MAP_FILTER(step.parameters, (name, amount) -> name <> 'seed'))),
           entry -> entry.key || ' ' || FORMAT_NUMBER(entry.value, 2)), ', '), '') || ')', '')))
                        AS id,
       picture
FROM   augmentation_samples
ORDER  BY sheet, name, position
