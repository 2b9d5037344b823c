/**
 * The report: the job, and the page made of chapters; and pages that compare two runs.
 *
 * <p>Not here: what a chapter says; figures that are in no table.
 *
 * <p>Uses: {@code corpus}, {@code custom.choose}, {@code detector}, {@code image}, {@code ink},
 * {@code job}, {@code job.plan}, {@code model}, {@code network.kernel}, {@code network.layer},
 * {@code report.block}, {@code report.chapter}, {@code report.chapter.augmentation}, {@code
 * report.chapter.data}, {@code report.chapter.evaluation}, {@code report.chapter.handwriting},
 * {@code report.chapter.overview}, {@code report.chapter.training}, {@code report.plot}, {@code
 * setting}, {@code statistics}, {@code warehouse}.
 */
package polymnist.report;
