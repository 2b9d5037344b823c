SELECT modality, label, kind, rank, id, distance, image.bytes AS picture
FROM   eda_representatives
WHERE  rank <= {examples}
ORDER  BY modality, kind DESC, rank, label
