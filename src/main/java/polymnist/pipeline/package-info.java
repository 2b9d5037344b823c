/**
 * All stages in order, skipping those that have nothing new to do.
 *
 * <p>Not here: what a stage does.
 *
 * <p>Uses: {@code job}, {@code job.plan}, {@code setting}, {@code warehouse}.
 */
package polymnist.pipeline;
