/**
 * The runs of a warehouse as a whole: listing them, comparing them with what was published, and
 * removing old ones.
 *
 * <p>Not here: paths, which only {@code warehouse} knows; what is in a table.
 *
 * <p>Uses: {@code job}, {@code job.plan}, {@code setting}, {@code warehouse}.
 */
package polymnist.history;
