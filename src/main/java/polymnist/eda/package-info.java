/**
 * Questions about the corpus: the job, the SQL files' order and functions, the contract, the sets
 * that drift compares.
 *
 * <p>Not here: what is measured on pixels ({@code measure}); how near images are to each other
 * ({@code similar}).
 *
 * <p>Uses: {@code corpus}, {@code eda.measure}, {@code eda.similar}, {@code image}, {@code
 * image.png}, {@code input}, {@code job}, {@code setting}, {@code warehouse}.
 */
package polymnist.eda;
