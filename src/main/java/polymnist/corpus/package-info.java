/**
 * The corpus: the shape of its images and their classes, its splits and rows, and the two jobs that
 * make it, from MNIST and photos or from a tree of files.
 *
 * <p>Not here: questions about it, which are in {@code eda}; changed copies, which are in {@code
 * augment}.
 *
 * <p>Uses: {@code chance}, {@code image}, {@code image.png}, {@code input}, {@code job}, {@code
 * setting}, {@code warehouse}.
 */
package polymnist.corpus;
