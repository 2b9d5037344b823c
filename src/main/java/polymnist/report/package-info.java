/**
 * The report: the job, and the page made of chapters; and pages that compare two runs.
 *
 * <p>Not here: what a chapter says; figures that are in no table.
 *
 * <p>Uses: {@code answer}, {@code image}, {@code image.png}, {@code job}, {@code job.plan}, {@code model}, {@code report.block}, {@code report.chapter}, {@code setting}, {@code statistics}, {@code warehouse}.
 */
package polymnist.report;
