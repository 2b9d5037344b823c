SELECT   model, position, layer, type, output, parameters, multiply_adds, source
FROM     layers
ORDER BY model, position
