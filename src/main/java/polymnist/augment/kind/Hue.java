package polymnist.augment.kind;

import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import polymnist.augment.pixel.Canvas;
import polymnist.image.Luma;
import polymnist.setting.InvalidSetting;

/**
 * Turns all colours about the axis of greys, as the hue dial of a television does: a rotation of
 * the plane of I and Q in the YIQ space of NTSC. Lightness stays.
 *
 * @param maxDegrees to either side, 0 to 180
 * @param probability 0 to 1
 */
public record Hue(double maxDegrees, double probability) implements Augmentation {
  public Hue {
    InvalidSetting.unlessBetween("max-degrees", 0, 180, maxDegrees);
    Augmentation.checkProbability(probability);
  }

  /** Draws {@code degrees}. */
  @Override
  public List<AppliedStep> draw(RandomGenerator random) {
    return drawn(Map.of("degrees", Augmentation.between(-maxDegrees, maxDegrees, random)));
  }

  @Override
  public Augmentation weakened(double magnitude) {
    return new Hue(magnitude * maxDegrees, probability);
  }

  public static void paint(Canvas canvas, AppliedStep step) {
    double angle = StrictMath.toRadians(step.parameter("degrees"));
    float cos = (float) StrictMath.cos(angle);
    float sin = (float) StrictMath.sin(angle);
    float[] samples = canvas.samples();
    int plane = canvas.plane();
    for (int red = 0, green = plane, blue = 2 * plane; red < plane; red++, green++, blue++) {
      float y = Luma.of(samples[red], samples[green], samples[blue]);
      // The differences from lightness determine I and Q, and are zero for greys.
      float r = samples[red] - y;
      float b = samples[blue] - y;
      float i = 0.74f * r - 0.27f * b;
      float q = 0.48f * r + 0.41f * b;
      float turnedI = cos * i - sin * q;
      float turnedQ = sin * i + cos * q;
      // The exact inverse of the two lines above.
      float turnedR = (0.41f * turnedI + 0.27f * turnedQ) / 0.433f;
      float turnedB = (0.74f * turnedQ - 0.48f * turnedI) / 0.433f;
      samples[red] = y + turnedR;
      samples[blue] = y + turnedB;
      samples[green] =
          y - ((float) Luma.RED * turnedR + (float) Luma.BLUE * turnedB) / (float) Luma.GREEN;
    }
  }
}
