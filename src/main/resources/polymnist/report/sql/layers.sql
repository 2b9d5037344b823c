-- title: Layers
-- table: The networks layer by layer: the shape of each output for N images, the number of
--   weights, and the products added up for one image in the forward pass.
-- none: The layers were not written.
SELECT   model, layer, type, output, parameters, multiply_adds
FROM     layers
ORDER BY model, position
