/**
 * Pictures that people have, as files: which of a folder are pictures, what their labels are, and
 * decoding them upright.
 *
 * <p>Not here: what a picture shows.
 *
 * <p>Uses: {@code image}, {@code ink}, {@code input}, {@code setting}.
 */
package polymnist.custom.picture;
