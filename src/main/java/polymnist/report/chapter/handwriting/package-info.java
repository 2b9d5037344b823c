/**
 * People's own handwriting.
 *
 * <p>Uses: {@code report.block}, {@code report.chapter}.
 */
package polymnist.report.chapter.handwriting;
