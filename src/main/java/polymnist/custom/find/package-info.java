/**
 * The digit in a picture: ink against ground, its parts and strokes, and the form that MNIST gives
 * it.
 *
 * <p>Not here: files, Spark and networks.
 *
 * <p>Uses: {@code corpus}, {@code image}, {@code statistics}.
 */
package polymnist.custom.find;
