/**
 * Trained networks for other software: ONNX, safetensors, model cards.
 *
 * <p>Not here: what a layer computes, which each says of itself ({@code network.layer}).
 *
 * <p>Uses: {@code answer}, {@code corpus}, {@code job}, {@code model}, {@code network}, {@code
 * network.kernel}, {@code network.layer}, {@code warehouse}.
 */
package polymnist.export;
