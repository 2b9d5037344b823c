package polymnist.augment;

import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import polymnist.job.InvalidSetting;

/**
 * Smooths by a Gaussian.
 *
 * @param maxDeviation of the Gaussian in pixels, 0 to 2: strokes are two to four pixels wide
 * @param probability 0 to 1
 */
record Blur(double maxDeviation, double probability) implements Augmentation {
  static final String KIND = "blur";

  Blur {
    InvalidSetting.unlessBetween("max-deviation", 0, 2, maxDeviation);
    Augmentation.checkProbability(probability);
  }

  @Override
  public String kind() {
    return KIND;
  }

  /** Draws {@code deviation} in pixels. */
  @Override
  public List<Step> draw(RandomGenerator random) {
    return Step.drawn(KIND, Map.of("deviation", Augmentation.between(0, maxDeviation, random)));
  }

  @Override
  public Augmentation weakened(double magnitude) {
    return new Blur(magnitude * maxDeviation, probability);
  }

  static void paint(Canvas canvas, Step step) {
    GaussianKernel kernel = GaussianKernel.of(step.parameter("deviation"));
    for (int channel = 0; channel < canvas.channels(); channel++) {
      kernel.smooth(canvas.samples(), channel * canvas.plane(), canvas.height(), canvas.width());
    }
  }
}
