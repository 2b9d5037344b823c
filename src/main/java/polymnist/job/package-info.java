/**
 * What a job is: its description, its options, the stage or command that it is, and what stands on
 * its command line.
 *
 * <p>Not here: planning and running ({@code plan}), the process ({@code submit}); anything about
 * images, networks or a certain job.
 *
 * <p>Uses: {@code setting}, {@code warehouse}.
 */
package polymnist.job;
