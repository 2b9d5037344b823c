SELECT modality, channel, 4 * (level DIV 4) + 2 AS level, SUM(share) / 4 AS share
FROM   eda_histograms
GROUP  BY modality, channel, 4 * (level DIV 4) + 2
ORDER  BY modality, channel, level
