package polymnist.augment;

import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Exchanges the colour channels, by any of the five orders that are not the usual one. A digit is
 * the same in any colours.
 *
 * @param probability 0 to 1
 */
record ShuffleChannels(double probability) implements Augmentation {
  static final String KIND = "shuffle-channels";

  /** The channels that become red, green and blue, by the number of the order. */
  private static final int[][] ORDERS = {
    {0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}
  };

  ShuffleChannels {
    Augmentation.checkProbability(probability);
  }

  @Override
  public String kind() {
    return KIND;
  }

  /** Draws {@code order}, 1 to 5. */
  @Override
  public List<Step> draw(RandomGenerator random) {
    return Step.drawn(KIND, Map.of("order", 1.0 + random.nextInt(5)));
  }

  @Override
  public Augmentation weakened(double magnitude) {
    return this;
  }

  static void paint(Canvas canvas, Step step) {
    int[] order = ORDERS[(int) step.parameter("order")];
    float[] samples = canvas.samples();
    float[] before = samples.clone();
    int plane = canvas.plane();
    for (int channel = 0; channel < 3; channel++) {
      System.arraycopy(before, order[channel] * plane, samples, channel * plane, plane);
    }
  }
}
