/**
 * All timing: training, prediction and augmentation, against other numbers of workers and other
 * libraries.
 *
 * <p>Not here: code that anything but a benchmark runs.
 *
 * <p>Uses: {@code augment}, {@code augment.kind}, {@code chance}, {@code corpus}, {@code image},
 * {@code image.png}, {@code job}, {@code model}, {@code network}, {@code network.kernel}, {@code
 * network.layer}, {@code setting}, {@code train}, {@code train.average}, {@code train.shard},
 * {@code warehouse}.
 */
package polymnist.benchmark;
