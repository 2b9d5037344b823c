/** Spark SQL over all published tables by name. Results go to standard output, logs elsewhere. */
package polymnist.query;
