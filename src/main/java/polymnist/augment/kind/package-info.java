/**
 * One record a kind of change: its range, what it draws, and how a recorded draw is applied. A new
 * kind is a record here, named in {@code Augmentation} and {@code Replay}.
 *
 * <p>Not here: Spark; chance other than the generator that is given.
 *
 * <p>Uses: {@code augment.pixel}, {@code image}, {@code setting}.
 */
package polymnist.augment.kind;
