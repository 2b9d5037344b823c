/**
 * What spans all chapters: the summary, the model card, limits, and where the figures come from.
 *
 * <p>Uses: {@code answer}, {@code model}, {@code report.block}, {@code report.chapter}, {@code
 * report.chapter.augmentation}, {@code warehouse}.
 */
package polymnist.report.chapter.overview;
