/**
 * Trained networks: their files, checked before they are opened, the best of them, predictions, and
 * the tables of models and layers.
 *
 * <p>Not here: training.
 *
 * <p>Uses: {@code corpus}, {@code image}, {@code network}, {@code network.kernel}, {@code
 * network.layer}, {@code setting}, {@code warehouse}.
 */
package polymnist.model;
