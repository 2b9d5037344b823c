-- title: Are labels equally frequent?
-- table: Pearson's chi-squared test of equally frequent labels, modality by modality: the
--   least p-value, and the greatest effect (w: 0.1 is small, 0.3 medium).
-- none: The corpus has no image.
SELECT split, verdict, COUNT(*) AS modalities, MIN(p_value) AS p_value,
       MAX(effect_size) AS effect_size
FROM   eda_balance_test
WHERE  images > 0
GROUP  BY split, verdict
ORDER  BY split, verdict
