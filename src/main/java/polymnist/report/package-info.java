/**
 * The report: the job, and the page made of chapters; and pages that compare two runs.
 *
 * <p>Not here: what a chapter says; figures that are in no table.
 *
 * <p>Uses: {@code answer}, {@code corpus}, {@code detector}, {@code image}, {@code image.png},
 * {@code ink}, {@code ink.choose}, {@code job}, {@code job.plan}, {@code model}, {@code
 * network.kernel}, {@code network.layer}, {@code report.block}, {@code report.chapter}, {@code
 * report.plot}, {@code setting}, {@code statistics}, {@code warehouse}.
 */
package polymnist.report;
