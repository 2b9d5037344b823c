/**
 * DL4J layers that compute with kernels, and the updater with its pass over all parameters.
 *
 * <p>Not here: operations on arrays, which are in {@code kernel}; whole networks.
 *
 * <p>Uses: {@code network.kernel}, {@code statistics}.
 */
package polymnist.network.layer;
