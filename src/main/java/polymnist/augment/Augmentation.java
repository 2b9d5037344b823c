package polymnist.augment;

import java.io.Serializable;
import java.util.Map;
import java.util.random.RandomGenerator;
import polymnist.job.InvalidSetting;

/**
 * A way to change images: a range to draw from, and how often. {@link #draw} chooses what is done
 * to one copy; {@link Replay} does it.
 *
 * <p>No kind mirrors, and each record keeps its range to what leaves a digit what it is: a 6 does
 * not become a 9, nor a 2 its mirror image.
 */
sealed interface Augmentation extends Serializable
    permits Rotate,
        Shift,
        Scale,
        Shear,
        Elastic,
        Brightness,
        Contrast,
        Saturation,
        Invert,
        Noise,
        Blur,
        Erase {

  /** Returns the name of the kind in settings and tables. */
  String kind();

  /** Returns the share of copies that are changed in this way, 0 to 1. */
  double probability();

  /** Draws the parameters of one change, by name; they determine it fully. */
  Map<String, Double> draw(RandomGenerator random);

  /** Throws unless {@code probability} is one. */
  static void checkProbability(double probability) {
    InvalidSetting.unlessBetween("probability", 0, 1, probability);
  }

  /** Throws unless {@code min} and {@code max} are a range within [{@code least}, {@code most}]. */
  static void checkFactors(double least, double most, double min, double max) {
    InvalidSetting.unlessBetween("min", least, 1, min);
    InvalidSetting.unlessBetween("max", 1, most, max);
  }

  /** Draws from [{@code min}, {@code max}). */
  static double between(double min, double max, RandomGenerator random) {
    return min + (max - min) * random.nextDouble();
  }

  /** Draws the seed of a change that needs much chance; a double holds every int exactly. */
  static double seed(RandomGenerator random) {
    return random.nextInt();
  }
}
