/**
 * People's own handwriting: the job, reading a picture by detector and network, scores, what is
 * refused, and the lines that are printed.
 *
 * <p>Not here: what may be the digit of a picture ({@code ink}), which of that it is ({@code
 * choose}), how it is shown to networks ({@code show}), files and labels ({@code picture}).
 *
 * <p>Uses: {@code answer}, {@code corpus}, {@code custom.picture}, {@code custom.show}, {@code
 * detector}, {@code image}, {@code image.png}, {@code ink}, {@code ink.choose}, {@code input},
 * {@code job}, {@code model}, {@code network.kernel}, {@code setting}, {@code statistics}, {@code
 * warehouse}.
 */
package polymnist.custom;
