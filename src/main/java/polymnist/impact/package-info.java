/**
 * What augmentation changes: trainings without and with policies, images made harder, and
 * comparisons on the same images.
 *
 * <p>Not here: kinds of change ({@code augment.kind}); how to train ({@code train}).
 *
 * <p>Uses: {@code augment}, {@code augment.kind}, {@code chance}, {@code corpus}, {@code image},
 * {@code image.png}, {@code job}, {@code model}, {@code network.kernel}, {@code setting}, {@code
 * statistics}, {@code train}, {@code train.shard}, {@code warehouse}.
 */
package polymnist.impact;
