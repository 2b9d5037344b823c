package polymnist.augment.kind;

import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import polymnist.augment.pixel.Canvas;
import polymnist.image.Luma;
import polymnist.setting.InvalidSetting;

/**
 * Leaves what JPEG leaves: blocks of 8x8 pixels whose cosine coefficients are rounded to multiples
 * of the numbers that ITU-T T.81 (1992) gives in annex K, scaled by quality as the Independent JPEG
 * Group's library does. Coding them would lose nothing more, so it is left out; colours keep their
 * full resolution.
 *
 * @param maxLoss 100 less the quality, 0 to 90; 0 leaves the image as it is
 * @param probability 0 to 1
 */
public record Jpeg(double maxLoss, double probability) implements Augmentation {
  private static final int SIDE = 8;

  /** Annex K.1, for lightness, row by row. */
  private static final int[] LIGHTNESS = {
    16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56,
    14, 17, 22, 29, 51, 87, 80, 62, 18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113,
    92, 49, 64, 78, 87, 103, 121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99
  };

  /** Annex K.2, for colour: 99 but for the corner of low frequencies. */
  private static final int[] COLOUR = {
    17, 18, 24, 47, 99, 99, 99, 99, 18, 21, 26, 66, 99, 99, 99, 99, 24, 26, 56, 99, 99, 99, 99, 99,
    47, 66, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99,
    99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99
  };

  /** The orthonormal cosine basis: [frequency, position]. */
  private static final float[][] COSINES = cosines();

  public Jpeg {
    InvalidSetting.unlessBetween("max-loss", 0, 90, maxLoss);
    Augmentation.checkProbability(probability);
  }

  /** Draws {@code loss}, 100 less the quality. */
  @Override
  public List<AppliedStep> draw(RandomGenerator random) {
    return drawn(Map.of("loss", Augmentation.between(0, maxLoss, random)));
  }

  @Override
  public Augmentation weakened(double magnitude) {
    return new Jpeg(magnitude * maxLoss, probability);
  }

  public static void paint(Canvas canvas, AppliedStep step) {
    double loss = step.parameter("loss");
    if (loss == 0) {
      return;
    }
    int plane = canvas.plane();
    float[] samples = canvas.samples();
    float[] lightness = new float[plane];
    float[] blueness = new float[plane];
    float[] redness = new float[plane];
    for (int i = 0; i < plane; i++) {
      float red = samples[i];
      float blue = samples[2 * plane + i];
      lightness[i] = Luma.of(red, samples[plane + i], blue);
      blueness[i] = (blue - lightness[i]) / 1.772f;
      redness[i] = (red - lightness[i]) / 1.402f;
      lightness[i] -= 128;
    }
    round(lightness, canvas, scaled(LIGHTNESS, loss));
    round(blueness, canvas, scaled(COLOUR, loss));
    round(redness, canvas, scaled(COLOUR, loss));
    for (int i = 0; i < plane; i++) {
      float red = lightness[i] + 128 + 1.402f * redness[i];
      float blue = lightness[i] + 128 + 1.772f * blueness[i];
      samples[i] = red;
      samples[plane + i] =
          (lightness[i] + 128 - (float) Luma.RED * red - (float) Luma.BLUE * blue)
              / (float) Luma.GREEN;
      samples[2 * plane + i] = blue;
    }
  }

  /** Returns the multiples that coefficients are rounded to, as the library scales them. */
  private static float[] scaled(int[] steps, double loss) {
    double percent = loss > 50 ? 5000 / (100 - loss) : 2 * loss;
    float[] scaled = new float[steps.length];
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = (float) Math.max(1, Math.min(255, Math.floor((steps[i] * percent + 50) / 100)));
    }
    return scaled;
  }

  /** Rounds every block; beyond the image its edge is repeated. */
  private static void round(float[] values, Canvas canvas, float[] steps) {
    float[] block = new float[SIDE * SIDE];
    for (int top = 0; top < canvas.height(); top += SIDE) {
      for (int left = 0; left < canvas.width(); left += SIDE) {
        for (int i = 0; i < block.length; i++) {
          int y = Math.min(canvas.height() - 1, top + i / SIDE);
          int x = Math.min(canvas.width() - 1, left + i % SIDE);
          block[i] = values[y * canvas.width() + x];
        }
        float[] coefficients = transformed(block, false);
        for (int i = 0; i < coefficients.length; i++) {
          coefficients[i] = steps[i] * Math.round(coefficients[i] / steps[i]);
        }
        float[] back = transformed(coefficients, true);
        for (int i = 0; i < block.length; i++) {
          int y = top + i / SIDE;
          int x = left + i % SIDE;
          if (y < canvas.height() && x < canvas.width()) {
            values[y * canvas.width() + x] = back[i];
          }
        }
      }
    }
  }

  /** Returns the cosine transform of a block [8,8], or the block of a transform. */
  private static float[] transformed(float[] block, boolean back) {
    float[] rows = new float[block.length];
    float[] both = new float[block.length];
    for (int y = 0; y < SIDE; y++) {
      for (int to = 0; to < SIDE; to++) {
        float sum = 0;
        for (int from = 0; from < SIDE; from++) {
          sum += block[y * SIDE + from] * (back ? COSINES[from][to] : COSINES[to][from]);
        }
        rows[y * SIDE + to] = sum;
      }
    }
    for (int x = 0; x < SIDE; x++) {
      for (int to = 0; to < SIDE; to++) {
        float sum = 0;
        for (int from = 0; from < SIDE; from++) {
          sum += rows[from * SIDE + x] * (back ? COSINES[from][to] : COSINES[to][from]);
        }
        both[to * SIDE + x] = sum;
      }
    }
    return both;
  }

  private static float[][] cosines() {
    float[][] cosines = new float[SIDE][SIDE];
    for (int frequency = 0; frequency < SIDE; frequency++) {
      double factor = frequency == 0 ? Math.sqrt(1.0 / SIDE) : Math.sqrt(2.0 / SIDE);
      for (int at = 0; at < SIDE; at++) {
        cosines[frequency][at] =
            (float) (factor * StrictMath.cos((2 * at + 1) * frequency * Math.PI / (2 * SIDE)));
      }
    }
    return cosines;
  }
}
