/**
 * PolyMNIST images: the published rule that makes them, reading a tree of them, and the table of
 * both. An image row keeps its encoded picture and, where known, the MNIST digit that it came from.
 */
package polymnist.corpus;
