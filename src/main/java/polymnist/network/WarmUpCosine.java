package polymnist.network;

import java.util.Objects;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * A learning rate that rises linearly to its peak and then falls along half a cosine to zero
 * (Loshchilov, Hutter, "SGDR: Stochastic Gradient Descent with Warm Restarts", ICLR 2017, with one
 * period; the rise as in Goyal et al., "Accurate, Large Minibatch SGD", 2017).
 */
public final class WarmUpCosine implements ISchedule {
  private static final long serialVersionUID = 1L;

  @JsonProperty private final double peak;
  @JsonProperty private final int warmUp;
  @JsonProperty private final int iterations;

  /**
   * Makes a schedule.
   *
   * @param peak the highest rate
   * @param warmUp after how many iterations it is reached
   * @param iterations how many there are in all; afterwards the rate is 0
   */
  public WarmUpCosine(
      @JsonProperty("peak") double peak,
      @JsonProperty("warmUp") int warmUp,
      @JsonProperty("iterations") int iterations) {
    this.peak = peak;
    this.warmUp = warmUp;
    this.iterations = iterations;
  }

  /** Returns the rate as a share of its peak, above 0 to 1; 1 before the peak. */
  public double shareOfPeak(int iteration) {
    return iteration < warmUp ? 1 : Math.max(1e-9, valueAt(iteration, 0) / peak);
  }

  /** Returns the rate of the update after {@code iteration} earlier ones; epochs do not matter. */
  @Override
  public double valueAt(int iteration, int epoch) {
    if (iteration < warmUp) {
      return peak * (iteration + 1) / warmUp;
    }
    double done = Math.min(1, (iteration - warmUp) / (double) Math.max(1, iterations - warmUp));
    return peak * (1 + Math.cos(Math.PI * done)) / 2;
  }

  @Override
  public ISchedule clone() {
    return new WarmUpCosine(peak, warmUp, iterations);
  }

  /**
   * Tells whether the numbers are equal. DL4J lays the updater's state out by which layers have
   * equal updaters: without this, a network that was read from its file would take another layout
   * than the one it was written with, and read moments as variances.
   */
  @Override
  public boolean equals(Object other) {
    return other instanceof WarmUpCosine cosine
        && peak == cosine.peak
        && warmUp == cosine.warmUp
        && iterations == cosine.iterations;
  }

  @Override
  public int hashCode() {
    return Objects.hash(peak, warmUp, iterations);
  }
}
