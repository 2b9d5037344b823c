/**
 * Trained networks at work: any number of images, labelled or not.
 *
 * <p>Not here: testing networks by labels, which is {@code evaluate}; photos and scans, which are
 * {@code custom}.
 *
 * <p>Uses: {@code corpus}, {@code image}, {@code image.png}, {@code input}, {@code job}, {@code
 * model}, {@code network.kernel}, {@code setting}, {@code statistics}, {@code warehouse}.
 */
package polymnist.score;
