/**
 * Training: the job, what settings decide of it, epochs, validation, checkpoints and learning
 * curves.
 *
 * <p>Not here: where minibatches come from ({@code shard}); how replicas become one ({@code
 * average}); architectures.
 *
 * <p>Uses: {@code augment}, {@code augment.kind}, {@code corpus}, {@code image}, {@code job},
 * {@code model}, {@code network}, {@code network.kernel}, {@code network.layer}, {@code setting},
 * {@code statistics}, {@code train.average}, {@code train.shard}, {@code warehouse}.
 */
package polymnist.train;
