/**
 * The process of a job: the one main, help, and exit codes.
 *
 * <p>Not here: what jobs do.
 *
 * <p>Uses: {@code job}, {@code job.plan}, {@code setting}, {@code warehouse}.
 */
package polymnist.job.submit;
