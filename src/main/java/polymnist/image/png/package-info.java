/**
 * PNG as bytes: the checked decoder and the encoder, which hand small images to zlib as they are.
 *
 * <p>Not here: what the images show, and other formats.
 *
 * <p>Uses: {@code image}.
 */
package polymnist.image.png;
