package polymnist.network.kernel;

import java.util.Locale;

/**
 * Of which numbers the activations of a network are, and their gradients. Weights, the gradients of
 * weights, statistics and what is averaged are floats in either (Kalamkar et al., "A Study of
 * BFLOAT16 for Deep Learning Training", 2019).
 */
public enum Precision {
  /** 32 bits. */
  FLOAT,
  /** The upper 16 bits of a float: its exponent, and 8 bits of precision. */
  BFLOAT16;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
