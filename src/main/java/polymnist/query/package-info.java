/**
 * Spark SQL over all published tables by name. Results go to standard output, logs elsewhere.
 *
 * <p>Not here: tables of its own.
 *
 * <p>Uses: {@code input}, {@code job}, {@code job.plan}, {@code setting}, {@code warehouse}.
 */
package polymnist.query;
