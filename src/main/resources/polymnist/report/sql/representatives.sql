-- title: Representative images
-- grid: Images of each modality, by label from left to right: the most typical, with the
--   least mean distance to all images of their modality and label, random ones, and the
--   least typical.
-- none: The corpus has no image.
SELECT modality || ', ' || kind AS strip, id, image.bytes AS picture
FROM   eda_representatives
WHERE  rank <= {examples}
ORDER  BY modality, kind DESC, rank, label
