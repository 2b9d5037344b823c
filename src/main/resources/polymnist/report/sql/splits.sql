SELECT split, COUNT(*) AS images, COUNT(DISTINCT modality) AS modalities
FROM   corpus
GROUP  BY split
ORDER  BY FIND_IN_SET(split, 'train,validation,test'), split
