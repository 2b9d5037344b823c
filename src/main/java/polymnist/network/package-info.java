/**
 * Architectures, a record each, and what all of them share. A new one is a record here, named in
 * {@code Architecture}.
 *
 * <p>Not here: how networks are trained ({@code train}) and kept ({@code model}).
 *
 * <p>Uses: {@code corpus}, {@code network.kernel}, {@code network.layer}, {@code setting}.
 */
package polymnist.network;
