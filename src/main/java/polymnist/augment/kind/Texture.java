package polymnist.augment.kind;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import polymnist.augment.pixel.Canvas;
import polymnist.setting.InvalidSetting;

/**
 * Gives the digit another ground. In PolyMNIST a stroke is the negative of the photo behind it:
 * with samples counted from mid grey, the digit is a change of sign. Multiplying every sample by a
 * texture keeps that rule exactly, whatever the texture: the ground becomes the product, and the
 * strokes its negative. So new grounds come from pixels alone, without knowing where the strokes
 * are.
 *
 * <p>The texture is random and coloured, with patches of all sizes from {@code grain} up, as photos
 * have them (D. Field, "Relations between the statistics of natural images and the response
 * properties of cortical cells", Journal of the Optical Society of America A, 1987): value noise of
 * three scales. Where it goes through zero, the digit fades as it does on grey parts of a photo.
 *
 * @param maxStrength 0 to 1: how far the image goes from its own ground towards the product
 * @param probability 0 to 1
 */
public record Texture(double maxStrength, double probability) implements Augmentation {
  private static final float MID_GREY = 127.5f;

  public Texture {
    InvalidSetting.unlessBetween("max-strength", 0, 1, maxStrength);
    Augmentation.checkProbability(probability);
  }

  /**
   * Draws {@code strength}, {@code grain} (the finest cells, 1 to 6 pixels), {@code colour} (0 for
   * the same texture in all channels, 1 for one each) and the {@code seed}.
   */
  @Override
  public List<AppliedStep> draw(RandomGenerator random) {
    return drawn(
        Map.of(
            "strength", Augmentation.between(0, maxStrength, random),
            "grain", Augmentation.between(1, 6, random),
            "colour", random.nextDouble(),
            "seed", Augmentation.seed(random)));
  }

  @Override
  public Augmentation weakened(double magnitude) {
    return new Texture(magnitude * maxStrength, probability);
  }

  public static void paint(Canvas canvas, AppliedStep step) {
    float strength = (float) step.parameter("strength");
    double grain = step.parameter("grain");
    float colour = (float) step.parameter("colour");
    RandomGenerator random = new SplittableRandom(step.seed());
    float[] shared = field(canvas, grain, random);
    float[] samples = canvas.samples();
    for (int channel = 0; channel < canvas.channels(); channel++) {
      float[] own = field(canvas, grain, random);
      int begin = channel * canvas.plane();
      for (int i = 0; i < canvas.plane(); i++) {
        float texture = shared[i] + colour * (own[i] - shared[i]);
        float factor = 1 + strength * (texture - 1);
        samples[begin + i] = MID_GREY + factor * (samples[begin + i] - MID_GREY);
      }
    }
  }

  /**
   * Returns a field [H,W] of a root mean square of 1: random numbers at the corners of cells of
   * three sizes, interpolated between, large cells with more weight.
   */
  private static float[] field(Canvas canvas, double grain, RandomGenerator random) {
    float[] field = new float[canvas.plane()];
    for (int scale = 1; scale <= 4; scale *= 2) {
      addCells(field, canvas.height(), canvas.width(), (float) (grain * scale), scale, random);
    }
    double squares = 0;
    for (float value : field) {
      squares += (double) value * value;
    }
    float factor = (float) (1 / Math.sqrt(squares / field.length));
    for (int i = 0; i < field.length; i++) {
      field[i] *= factor;
    }
    return field;
  }

  private static void addCells(
      float[] field, int height, int width, float cell, float weight, RandomGenerator random) {
    float firstX = (float) random.nextDouble();
    float firstY = (float) random.nextDouble();
    float[] upper = row(width, cell, firstX, weight, random);
    float[] lower = row(width, cell, firstX, weight, random);
    int row = 0;
    for (int y = 0; y < height; y++) {
      float position = firstY + y / cell;
      while (row < (int) position) {
        row++;
        upper = lower;
        lower = row(width, cell, firstX, weight, random);
      }
      float share = position - row;
      for (int x = 0; x < width; x++) {
        field[y * width + x] += upper[x] + share * (lower[x] - upper[x]);
      }
    }
  }

  /** Returns a line between corners of cells. */
  private static float[] row(
      int width, float cell, float first, float weight, RandomGenerator random) {
    float[] corners = new float[(int) (first + (width - 1) / cell) + 2];
    for (int i = 0; i < corners.length; i++) {
      corners[i] = weight * (float) (2 * random.nextDouble() - 1);
    }
    float[] line = new float[width];
    for (int x = 0; x < width; x++) {
      float position = first + x / cell;
      int left = (int) position;
      line[x] = corners[left] + (position - left) * (corners[left + 1] - corners[left]);
    }
    return line;
  }
}
