/**
 * The corpus: figures, problems, expectations.
 *
 * <p>Uses: {@code report.block}, {@code report.chapter}, {@code report.plot}.
 */
package polymnist.report.chapter.data;
