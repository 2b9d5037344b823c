-- title: Values of pixels
-- plot: How often each sample value occurs, by modality and colour channel: the share of
--   the channel's samples, averaged over four values.
-- none: The corpus has no image.
SELECT modality, channel, 4 * (level DIV 4) + 2 AS level, SUM(share) / 4 AS share
FROM   eda_histograms
GROUP  BY modality, channel, 4 * (level DIV 4) + 2
ORDER  BY modality, channel, level
