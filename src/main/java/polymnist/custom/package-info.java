/**
 * People's own handwriting: the job, files and labels, ways to show a digit to a network, scores,
 * and the lines that are printed.
 *
 * <p>Not here: finding the digit in a picture, which is in {@code find}.
 *
 * <p>Uses: {@code chance}, {@code corpus}, {@code custom.find}, {@code image}, {@code image.png},
 * {@code job}, {@code model}, {@code setting}, {@code statistics}, {@code warehouse}.
 */
package polymnist.custom;
