/**
 * What a chapter is, and what it draws on.
 *
 * <p>Not here: chapters, which are in the rooms below, by subject.
 *
 * <p>Uses: {@code answer}, {@code model}, {@code report.block}, {@code report.plot}.
 */
package polymnist.report.chapter;
