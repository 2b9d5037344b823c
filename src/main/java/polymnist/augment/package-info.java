/**
 * Changed copies of training images: the job, policies, how many copies, and the replay of recorded
 * steps.
 *
 * <p>Not here: what a kind of change does, which is in {@code kind}; training on fresh copies,
 * which is in {@code train.shard}.
 *
 * <p>Uses: {@code augment.kind}, {@code augment.pixel}, {@code chance}, {@code corpus}, {@code
 * image}, {@code image.png}, {@code job}, {@code setting}, {@code warehouse}.
 */
package polymnist.augment;
