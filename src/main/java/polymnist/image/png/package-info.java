/**
 * PNG as bytes: the checked decoder and the encoder, with the Deflate coder of their own that makes
 * small images fast.
 *
 * <p>Not here: what the images show, and other formats.
 *
 * <p>Uses: {@code image}.
 */
package polymnist.image.png;
