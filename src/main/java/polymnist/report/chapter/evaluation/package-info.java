/**
 * How well networks read the images that judge them.
 *
 * <p>Uses: {@code model}, {@code report.block}, {@code report.chapter}, {@code report.plot}.
 */
package polymnist.report.chapter.evaluation;
