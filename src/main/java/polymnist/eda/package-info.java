/**
 * What is in the corpus: resolution, balance, statistics and representative images. Every answer is
 * a table made by Spark SQL.
 */
package polymnist.eda;
