/**
 * All timing: training and prediction, against other numbers of workers and other libraries. Built
 * with the Maven profile {@code benchmark} alone.
 *
 * <p>Not here: code that anything but a benchmark runs.
 *
 * <p>Uses: {@code augment}, {@code augment.kind}, {@code chance}, {@code corpus}, {@code image},
 * {@code job}, {@code model}, {@code network}, {@code network.kernel}, {@code network.layer},
 * {@code setting}, {@code train}, {@code train.shard}, {@code warehouse}.
 */
package polymnist.benchmark;
