/**
 * What a stage would read and whether it is to run again: its fingerprint, its code, the reasons;
 * and running it, watched, until its tables are published.
 *
 * <p>Not here: what a certain stage does; paths of results, which only {@code warehouse} knows.
 *
 * <p>Uses: {@code input}, {@code job}, {@code setting}, {@code warehouse}.
 */
package polymnist.job.plan;
