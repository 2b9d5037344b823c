/**
 * Images and handwritings that are near each other: duplicates nearly the same, and neighbours by
 * shape.
 *
 * <p>Not here: measures of a single image.
 *
 * <p>Uses: {@code corpus}, {@code eda.measure}, {@code image}, {@code image.png}.
 */
package polymnist.eda.similar;
