package polymnist.augment.kind;

import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import polymnist.augment.pixel.Canvas;

/**
 * Turns the samples of some colour channels into their negative. Any of the seven choices of
 * channels is as likely as another: one channel gives new colours, all three the negative.
 *
 * @param probability 0 to 1
 */
public record Invert(double probability) implements Augmentation {
  public Invert {
    Augmentation.checkProbability(probability);
  }

  /** Draws {@code red}, {@code green} and {@code blue}, each 0 or 1 (inverted), never all 0. */
  @Override
  public List<AppliedStep> draw(RandomGenerator random) {
    int choice = 1 + random.nextInt(7);
    return drawn(
        Map.of(
            "red", (double) (choice & 1),
            "green", (double) (choice >> 1 & 1),
            "blue", (double) (choice >> 2)));
  }

  @Override
  public Augmentation weakened(double magnitude) {
    return this;
  }

  public static void paint(Canvas canvas, AppliedStep step) {
    invert(canvas, 0, step.parameter("red"));
    invert(canvas, 1, step.parameter("green"));
    invert(canvas, 2, step.parameter("blue"));
  }

  private static void invert(Canvas canvas, int channel, double chosen) {
    if (chosen == 0) {
      return;
    }
    float[] samples = canvas.samples();
    int end = (channel + 1) * canvas.plane();
    for (int i = channel * canvas.plane(); i < end; i++) {
      samples[i] = 255 - samples[i];
    }
  }
}
