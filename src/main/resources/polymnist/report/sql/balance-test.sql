SELECT split, verdict, COUNT(*) AS modalities, MIN(p_value) AS p_value,
       MAX(effect_size) AS effect_size
FROM   eda_balance_test
WHERE  images > 0
GROUP  BY split, verdict
ORDER  BY split, verdict
