/**
 * Trying settings of a network: which combinations, training each, and the leaderboard.
 *
 * <p>Not here: what a policy of augmentation is worth, which is {@code impact}.
 *
 * <p>Uses: {@code chance}, {@code job}, {@code model}, {@code network}, {@code network.kernel},
 * {@code setting}, {@code train}, {@code train.shard}, {@code warehouse}.
 */
package polymnist.benchmark.search;
