-- title: Tuples
-- table: Tuples: one image a modality for each label and index of a published split.
-- none: The corpus has no image.
SELECT published_split,
       SUM(tuples)         AS tuples,
       SUM(complete)       AS complete,
       SUM(missing_images) AS missing_images,
       MIN(example)        AS example
FROM   eda_tuples
GROUP  BY published_split
ORDER  BY published_split
