/**
 * Plots, drawn as pictures of the page.
 *
 * <p>Not here: queries.
 *
 * <p>Uses: {@code report.block}.
 */
package polymnist.report.plot;
