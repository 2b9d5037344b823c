/**
 * Changed copies of training images, made in parallel. The pure part imports no Spark; a copy
 * depends on the seed, the image and its number alone.
 */
package polymnist.augment;
