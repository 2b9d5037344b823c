/**
 * How well networks read the images that test them.
 *
 * <p>Uses: {@code answer}, {@code model}, {@code report.block}, {@code report.chapter}, {@code
 * report.plot}, {@code statistics}.
 */
package polymnist.report.chapter.evaluation;
