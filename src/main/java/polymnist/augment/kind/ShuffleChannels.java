package polymnist.augment.kind;

import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import polymnist.augment.pixel.Canvas;

/**
 * Exchanges the colour channels, by any of the five orders that are not the usual one. A digit is
 * the same in any colours.
 *
 * @param probability 0 to 1
 */
public record ShuffleChannels(double probability) implements Augmentation {
  /** The channels that become red, green and blue, by the number of the order. */
  private static final int[][] ORDERS = {
    {0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}
  };

  public ShuffleChannels {
    Augmentation.checkProbability(probability);
  }

  /** Draws {@code order}, 1 to 5. */
  @Override
  public List<AppliedStep> draw(RandomGenerator random) {
    return drawn(Map.of("order", 1.0 + random.nextInt(5)));
  }

  @Override
  public Augmentation weakened(double magnitude) {
    return this;
  }

  public static void paint(Canvas canvas, AppliedStep step) {
    int[] order = ORDERS[(int) step.parameter("order")];
    float[] samples = canvas.samples();
    float[] before = samples.clone();
    int plane = canvas.plane();
    for (int channel = 0; channel < 3; channel++) {
      System.arraycopy(before, order[channel] * plane, samples, channel * plane, plane);
    }
  }
}
