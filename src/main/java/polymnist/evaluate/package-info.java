/**
 * Predictions of trained networks and every metric that follows from them. One row a prediction;
 * metrics are SQL over those rows.
 */
package polymnist.evaluate;
