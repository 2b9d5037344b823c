/**
 * The copies, and what they change.
 *
 * <p>Uses: {@code report.block}, {@code report.chapter}, {@code report.plot}, {@code statistics}.
 */
package polymnist.report.chapter.augmentation;
