SELECT comparison, rank, column, first_images, second_images, first_mean, second_mean,
       effect_size, ks, psi, verdict
FROM   eda_drift
ORDER  BY comparison, rank
