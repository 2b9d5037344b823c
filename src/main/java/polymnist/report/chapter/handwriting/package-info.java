/**
 * People's own handwriting.
 *
 * <p>Uses: {@code answer}, {@code report.block}, {@code report.chapter}.
 */
package polymnist.report.chapter.handwriting;
