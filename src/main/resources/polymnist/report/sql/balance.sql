SELECT split, modality, label, images, share
FROM   eda_balance
ORDER  BY CASE split WHEN 'train' THEN 0 WHEN 'validation' THEN 1 ELSE 2 END,
          split,
          modality,
          label
