-- title: Images made harder
-- plot: Accuracy on images made harder, by how much. Rotation in degrees, shift and blur in
--   pixels, noise of 255, scale and contrast as factors, occlusion as a share of the image.
-- none: No image was made harder.
WITH preferred AS (
  SELECT *, DENSE_RANK() OVER (
              PARTITION BY network, policy
              ORDER BY array_position(array('fresh', 'steps', 'epochs'), budget)) AS choice
  FROM   impact_effect
  WHERE  question = 'robustness')
SELECT network || ', ' || change AS plot, policy, severity AS x, accuracy_without, accuracy_with
FROM   preferred
WHERE  choice = 1
ORDER  BY network, change, severity, policy
