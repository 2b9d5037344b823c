/**
 * What may be the digit of a picture: ink against ground in many ways, its parts, and the form that
 * MNIST gives them.
 *
 * <p>Not here: files, Spark, networks, and which of it is the digit.
 *
 * <p>Uses: {@code corpus}, {@code image}.
 */
package polymnist.ink;
