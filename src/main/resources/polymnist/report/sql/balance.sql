-- title: Balance of the classes
-- none: The corpus has no image.
SELECT split, modality, label, images, share
FROM   eda_balance
ORDER  BY CASE split WHEN 'train' THEN 0 WHEN 'validation' THEN 1 ELSE 2 END,
          split,
          modality,
          label
