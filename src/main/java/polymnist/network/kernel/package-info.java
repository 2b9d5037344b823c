/**
 * Operations of networks on arrays, behind {@code Kernels}; the maker here is oneDNN. Each kernel
 * owns its native memory and frees it when closed.
 *
 * <p>Not here: layers, and anything of DL4J.
 *
 * <p>Uses: no other room.
 */
package polymnist.network.kernel;
