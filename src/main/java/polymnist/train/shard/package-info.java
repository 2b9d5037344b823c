/**
 * Training images as files of minibatches: dealing them out, reading them, changing them afresh,
 * and the plan of an epoch.
 *
 * <p>Not here: networks' weights.
 *
 * <p>Uses: {@code augment}, {@code chance}, {@code corpus}, {@code image}, {@code network}, {@code
 * network.kernel}, {@code setting}, {@code warehouse}.
 */
package polymnist.train.shard;
