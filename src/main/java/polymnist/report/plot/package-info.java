/**
 * Plots in SVG, without a library: marks take their colours from the style sheet.
 *
 * <p>Uses: {@code answer}, {@code report.block}.
 */
package polymnist.report.plot;
