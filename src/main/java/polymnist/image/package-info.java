/**
 * Pixels in memory: an image, its luma, resizing, distances on a grid.
 *
 * <p>Not here: files and formats, which are in {@code png}; what an image shows.
 *
 * <p>Uses: no other room.
 */
package polymnist.image;
