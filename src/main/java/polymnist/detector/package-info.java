/**
 * The digit detector, a small network that knows digits as they are found on paper and what is
 * none: what it is trained on, its training, and whole drawn pictures to measure what is refused.
 *
 * <p>Not here: reading people's pictures, which is in {@code custom}.
 *
 * <p>Uses: {@code chance}, {@code corpus}, {@code image}, {@code image.png}, {@code ink}, {@code
 * ink.choose}, {@code job}, {@code model}, {@code network.kernel}, {@code setting}, {@code
 * statistics}, {@code train}, {@code train.shard}, {@code warehouse}.
 */
package polymnist.detector;
