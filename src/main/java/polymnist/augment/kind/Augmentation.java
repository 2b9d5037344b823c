package polymnist.augment.kind;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import polymnist.setting.InvalidSetting;
import polymnist.setting.Settings;

/**
 * A way to change images: a range to draw from, and how often. {@link #draw} chooses what is done
 * to one copy; {@code Replay} does it, by the kind's static {@code bend} of its {@code Warp} or
 * {@code paint} of its {@code Canvas}.
 *
 * <p>No kind mirrors, and each record keeps its range to what leaves a digit what it is: a 6 does
 * not become a 9, nor a 2 its mirror image. What several kinds do together, {@code Policy} checks.
 *
 * <p>MixUp and CutMix are not among them: they give an image two labels with shares, and the tables
 * of this project, as its losses, know one label an image.
 */
public sealed interface Augmentation extends Serializable
    permits Rotate,
        Shift,
        Scale,
        Shear,
        Perspective,
        Elastic,
        Stroke,
        Texture,
        Convolution,
        Brightness,
        Contrast,
        Gamma,
        Saturation,
        Hue,
        ShuffleChannels,
        Invert,
        Noise,
        Blur,
        Jpeg,
        Erase,
        SomeOf {

  /** Names of kinds: every image drawn asks for some. */
  ClassValue<String> NAMES =
      new ClassValue<>() {
        @Override
        protected String computeValue(Class<?> kind) {
          return Settings.kebab(kind.getSimpleName());
        }
      };

  /** Returns the name of the kind in settings and tables. */
  default String kind() {
    return name(getClass());
  }

  /** Returns the name of a kind, such as {@code shuffle-channels}. */
  static String name(Class<?> kind) {
    return NAMES.get(kind);
  }

  /** Returns the share of copies that are changed in this way, 0 to 1. */
  double probability();

  /** Draws one change: the steps that carry it out, whose parameters determine it fully. */
  List<AppliedStep> draw(RandomGenerator random);

  /** Returns what one draw of this kind comes to: one step. */
  default List<AppliedStep> drawn(Map<String, Double> parameters) {
    return List.of(AppliedStep.of(kind(), parameters));
  }

  /**
   * Returns the same with its range drawn together towards no change.
   *
   * @param magnitude 0 for no range at all, 1 for the whole range; what has no range stays as it is
   */
  Augmentation weakened(double magnitude);

  /** Throws unless {@code probability} is one. */
  static void checkProbability(double probability) {
    InvalidSetting.unlessBetween("probability", 0, 1, probability);
  }

  /** Throws unless {@code min} and {@code max} are a range within [{@code least}, {@code most}]. */
  static void checkFactors(double least, double most, double min, double max) {
    InvalidSetting.unlessBetween("min", least, 1, min);
    InvalidSetting.unlessBetween("max", 1, most, max);
  }

  /** Returns the factor that is {@code magnitude} of the way from 1 to {@code factor}. */
  static double towardsOne(double factor, double magnitude) {
    return 1 + magnitude * (factor - 1);
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
