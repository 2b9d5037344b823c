/**
 * What chapters are made of: texts, tables, pictures, numbers in words, and the tables that they
 * query.
 *
 * <p>Not here: chapters, and plots.
 *
 * <p>Uses: {@code answer}, {@code image}, {@code image.png}, {@code job}, {@code warehouse}.
 */
package polymnist.report.block;
