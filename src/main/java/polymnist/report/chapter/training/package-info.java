/**
 * Networks and how they learned.
 *
 * <p>Uses: {@code report.block}, {@code report.chapter}, {@code report.plot}.
 */
package polymnist.report.chapter.training;
