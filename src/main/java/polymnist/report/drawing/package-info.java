/**
 * The page to draw digits on: what it carries to read them, and the same reading in Java.
 *
 * <p>Not here: what the page looks like and does, its resources; reading pictures of all kinds
 * ({@code custom}).
 *
 * <p>Uses: {@code corpus}, {@code custom.choose}, {@code detector}, {@code image}, {@code ink},
 * {@code model}, {@code network.kernel}, {@code network.layer}, {@code setting}, {@code
 * statistics}, {@code warehouse}.
 */
package polymnist.report.drawing;
