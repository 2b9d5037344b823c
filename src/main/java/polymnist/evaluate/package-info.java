/**
 * Testing networks on images that no one trained on: the job, predictions, and metrics by SQL over
 * them. A metric is a statement of {@code Metrics}, {@code Calibration} or {@code Roc}.
 *
 * <p>Not here: formulas, which are in {@code statistics}; pictures of people, which are in {@code
 * custom}.
 *
 * <p>Uses: {@code answer}, {@code corpus}, {@code image}, {@code job}, {@code model}, {@code
 * network.kernel}, {@code setting}, {@code statistics}, {@code warehouse}.
 */
package polymnist.evaluate;
