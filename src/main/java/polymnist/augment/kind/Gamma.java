package polymnist.augment.kind;

import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import polymnist.augment.pixel.Canvas;

/**
 * Bends the scale of brightness, whose ends stay: a sample s becomes 255 (s / 255)^exponent, as
 * cameras and screens do (C. Poynton, "Digital Video and HD", 2nd edition 2012, chapter 27).
 *
 * @param min exponent, 0.3 to 1; below 1 is brighter
 * @param max exponent, 1 to 3
 * @param probability 0 to 1
 */
public record Gamma(double min, double max, double probability) implements Augmentation {
  public Gamma {
    Augmentation.checkFactors(0.3, 3, min, max);
    Augmentation.checkProbability(probability);
  }

  /** Draws {@code exponent}, so that its logarithm is uniform. */
  @Override
  public List<AppliedStep> draw(RandomGenerator random) {
    double logarithm = Augmentation.between(StrictMath.log(min), StrictMath.log(max), random);
    return drawn(Map.of("exponent", StrictMath.exp(logarithm)));
  }

  @Override
  public Augmentation weakened(double magnitude) {
    return new Gamma(
        Augmentation.towardsOne(min, magnitude),
        Augmentation.towardsOne(max, magnitude),
        probability);
  }

  /** Powers are taken of whole samples only; those between are interpolated. */
  public static void paint(Canvas canvas, AppliedStep step) {
    double exponent = step.parameter("exponent");
    float[] bent = new float[257];
    for (int i = 0; i < 256; i++) {
      bent[i] = (float) (255 * StrictMath.pow(i / 255.0, exponent));
    }
    bent[256] = bent[255];
    float[] samples = canvas.samples();
    for (int i = 0; i < samples.length; i++) {
      float sample = Math.max(0, Math.min(255, samples[i]));
      int whole = (int) sample;
      samples[i] = bent[whole] + (sample - whole) * (bent[whole + 1] - bent[whole]);
    }
  }
}
