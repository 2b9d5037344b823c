/** The study as one self-contained HTML page. Its numbers come from published tables only. */
package polymnist.report;
