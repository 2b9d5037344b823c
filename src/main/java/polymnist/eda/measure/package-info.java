/**
 * One pass over the pixels of each image: statistics, hashes, the mask of the digit and its shape.
 *
 * <p>Not here: comparisons of images with each other; SQL.
 *
 * <p>Uses: {@code chance}, {@code corpus}, {@code image}, {@code image.png}, {@code warehouse}.
 */
package polymnist.eda.measure;
