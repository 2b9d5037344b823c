-- title: Harder images and little data
-- plot: Accuracy on images made harder, by how much, and after training on a part of the
--   images, for as many steps as on all. Rotation is in degrees, shift and blur in pixels,
--   noise of 255, scale and contrast as factors, occlusion as a share of the image.
-- none: No image was made harder, and no network trained on a part of the images.
WITH preferred AS (
  SELECT *, DENSE_RANK() OVER (
              PARTITION BY question, network, policy
              ORDER BY array_position(array('fresh', 'steps', 'epochs'), budget)) AS choice
  FROM   impact_effect
  WHERE  question IN ('robustness', 'learning-size'))
SELECT DISTINCT
       network || ', ' || IF(question = 'robustness', change, 'share of the images') AS plot,
       IF(question = 'robustness', severity, share)                                  AS x,
       EXPLODE(MAP('without', accuracy_without, policy, accuracy_with)) AS (policy, accuracy)
FROM   preferred
WHERE  choice = 1
ORDER  BY plot LIKE '%, share of the images', plot, x, policy
