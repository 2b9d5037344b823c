/**
 * What the report shows: each chapter declares its figures, and each figure its query, in a file of
 * {@code polymnist/report/sql}, and what the rows are made into.
 *
 * <p>Uses: {@code answer}, {@code job}, {@code model}, {@code report.block}, {@code report.plot},
 * {@code warehouse}.
 */
package polymnist.report.chapter;
