/**
 * Arithmetic on the pixels of one image: a canvas of floats, blurring, and one resampling for all
 * changes of geometry.
 *
 * <p>Not here: chance and ranges, which are in {@code kind}.
 *
 * <p>Uses: {@code image}.
 */
package polymnist.augment.pixel;
