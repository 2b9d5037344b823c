/**
 * The digit detector, a small network that knows digits as they are found on paper and what is
 * none: what it is trained on, its training, and whole drawn pictures to measure what is refused.
 *
 * <p>Not here: reading people's pictures, which is in {@code custom}.
 *
 * <p>Uses: {@code chance}, {@code corpus}, {@code ink.choose}, {@code image}, {@code image.png},
 * {@code ink}, {@code job}, {@code model}, {@code setting}, {@code statistics}, {@code train},
 * {@code train.shard}, {@code warehouse}.
 */
package polymnist.detector;
