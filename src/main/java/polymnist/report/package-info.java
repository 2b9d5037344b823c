/**
 * One self-contained HTML page that tells the study from its tables. Numbers come from published
 * tables only.
 */
package polymnist.report;
