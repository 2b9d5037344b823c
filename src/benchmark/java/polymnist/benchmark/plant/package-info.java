/**
 * How much {@code eda} finds of what was planted in a corpus on purpose.
 *
 * <p>Not here: the questions themselves.
 *
 * <p>Uses: {@code chance}, {@code corpus}, {@code eda}, {@code eda.measure}, {@code image}, {@code
 * image.png}, {@code job}, {@code setting}, {@code warehouse}.
 */
package polymnist.benchmark.plant;
