-- title: Accuracy and cost
-- plot: Error against cost: the lower left is best, and with images read a second the lower
--   right.
-- table: Networks that stand out are on the Pareto front of their training data: none is at
--   least as accurate with fewer multiply-adds.
-- none: The costs of no network are known.
SELECT model, training_corpus, accuracy, lower, upper, parameters, multiply_adds,
       training_seconds, images_per_second, on_front AS marked
FROM   network_costs
WHERE  evaluated_on = 'test'
ORDER  BY training_corpus DESC, multiply_adds, model
