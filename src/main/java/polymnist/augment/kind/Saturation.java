package polymnist.augment.kind;

import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import polymnist.augment.pixel.Canvas;
import polymnist.image.Luma;

/**
 * Moves every colour away from the grey of its {@link Luma}, or towards it.
 *
 * @param min factor, 0 (grey) to 1
 * @param max factor, 1 to 3
 * @param probability 0 to 1
 */
public record Saturation(double min, double max, double probability) implements Augmentation {
  public Saturation {
    Augmentation.checkFactors(0, 3, min, max);
    Augmentation.checkProbability(probability);
  }

  /** Draws {@code factor}, above 1 more colourful. */
  @Override
  public List<AppliedStep> draw(RandomGenerator random) {
    return drawn(Map.of("factor", Augmentation.between(min, max, random)));
  }

  @Override
  public Augmentation weakened(double magnitude) {
    return new Saturation(
        Augmentation.towardsOne(min, magnitude),
        Augmentation.towardsOne(max, magnitude),
        probability);
  }

  public static void paint(Canvas canvas, AppliedStep step) {
    float factor = (float) step.parameter("factor");
    float[] samples = canvas.samples();
    int plane = canvas.plane();
    for (int red = 0, green = plane, blue = 2 * plane; red < plane; red++, green++, blue++) {
      float grey = Luma.of(samples[red], samples[green], samples[blue]);
      samples[red] = grey + factor * (samples[red] - grey);
      samples[green] = grey + factor * (samples[green] - grey);
      samples[blue] = grey + factor * (samples[blue] - grey);
    }
  }
}
