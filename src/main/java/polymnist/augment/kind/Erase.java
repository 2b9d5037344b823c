package polymnist.augment.kind;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import polymnist.augment.pixel.Canvas;
import polymnist.setting.InvalidSetting;

/**
 * Overwrites a rectangle with random samples: Z. Zhong, L. Zheng, G. Kang, S. Li, Y. Yang, "Random
 * Erasing Data Augmentation", AAAI 2020. Sides are as unequal as in the paper, 0.3 to 1/0.3, but
 * wide and tall are equally likely; a rectangle that does not fit is cut, where the paper draws
 * again.
 *
 * @param maxArea share of the image, 0 to 0.3: more may hide what tells a digit from another
 * @param probability 0 to 1
 */
public record Erase(double maxArea, double probability) implements Augmentation {
  private static final double MAX_ASPECT = 1 / 0.3;

  public Erase {
    InvalidSetting.unlessBetween("max-area", 0, 0.3, maxArea);
    Augmentation.checkProbability(probability);
  }

  /**
   * Draws {@code area} (share of the image), {@code aspect} (height over width), {@code x} and
   * {@code y} (0 leftmost or topmost, 1 the other end) and the {@code seed} of the samples.
   */
  @Override
  public List<AppliedStep> draw(RandomGenerator random) {
    double exponent = Augmentation.between(-1, 1, random);
    return drawn(
        Map.of(
            "area", Augmentation.between(0, maxArea, random),
            "aspect", StrictMath.pow(MAX_ASPECT, exponent),
            "x", random.nextDouble(),
            "y", random.nextDouble(),
            "seed", Augmentation.seed(random)));
  }

  @Override
  public Augmentation weakened(double magnitude) {
    return new Erase(magnitude * maxArea, probability);
  }

  public static void paint(Canvas canvas, AppliedStep step) {
    double area = step.parameter("area") * canvas.plane();
    double aspect = step.parameter("aspect");
    int height = (int) Math.min(canvas.height(), Math.round(Math.sqrt(area * aspect)));
    int width = (int) Math.min(canvas.width(), Math.round(Math.sqrt(area / aspect)));
    int top = (int) Math.round(step.parameter("y") * (canvas.height() - height));
    int left = (int) Math.round(step.parameter("x") * (canvas.width() - width));
    RandomGenerator random = new SplittableRandom(step.seed());
    for (int channel = 0; channel < canvas.channels(); channel++) {
      for (int y = top; y < top + height; y++) {
        int row = channel * canvas.plane() + y * canvas.width();
        for (int x = left; x < left + width; x++) {
          canvas.samples()[row + x] = random.nextInt(256);
        }
      }
    }
  }
}
