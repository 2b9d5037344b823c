/**
 * What every job shares: the command line, the stage that it is, its fingerprint, running it, and
 * exit codes.
 *
 * <p>Not here: anything about images, networks or a certain job; paths of results, which only
 * {@code warehouse} knows.
 *
 * <p>Uses: {@code input}, {@code setting}, {@code warehouse}.
 */
package polymnist.job;
