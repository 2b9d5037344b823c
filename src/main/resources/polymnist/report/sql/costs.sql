SELECT model, training_corpus, accuracy, lower, upper, parameters, multiply_adds,
       training_seconds, images_per_second, on_front
FROM   network_costs
WHERE  evaluated_on = 'test'
ORDER  BY training_corpus DESC, multiply_adds, model
