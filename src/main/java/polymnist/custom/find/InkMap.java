package polymnist.custom.find;

import java.util.Arrays;
import polymnist.image.DistanceTransform;
import polymnist.image.StrokeWidth;

/**
 * How strongly each pixel is inked, whatever the colours of ink and ground and however uneven the
 * light.
 *
 * @param strength about 0 on bare ground; ink is about {@code level}
 * @param level the strength of typical ink; 1 is black on white
 */
record InkMap(Grey strength, double level) {
  /** Share of the picture's mean side that no stroke's width exceeds. */
  private static final double WIDEST_STROKE = 0.4;

  /**
   * Width of the window that closes strokes, in their own width; where they meet they are wider.
   */
  private static final double WINDOW_IN_STROKES = 2;

  /** Share of the strokes that the window must close. */
  private static final double WIDE = 0.98;

  /** Skewness from which on it tells the colour of the ink. */
  private static final double CLEARLY_SKEWED = 1;

  /** Brightness added to the ground so that dark noise on dark ground stays weak. */
  private static final float DARK_GROUND = 32;

  private static final int LEVELS = 256;

  /** Returns the ink of a picture given its brightness, 0 to 255. */
  static InkMap of(Grey brightness) {
    Grey paper = inkIsDark(brightness) ? brightness : brightness.inverted();
    int widest = Math.max(2, (int) Math.ceil(WIDEST_STROKE * meanSide(paper) / 2));
    InkMap rough = under(paper, widest);
    return under(paper, Math.min(widest, fitting(rough)));
  }

  /**
   * Half the window, in pixels, that closes strokes of the width found: the smaller it is, the
   * closer the ground follows the edge of a shadow.
   */
  private static int fitting(InkMap rough) {
    Grey strength = rough.strength;
    boolean[] inked = new boolean[strength.values().length];
    for (int i = 0; i < inked.length; i++) {
      inked[i] = strength.values()[i] > rough.level / 2;
    }
    float[] inside = DistanceTransform.to(false, inked, strength.height(), strength.width());
    double stroke = StrokeWidth.alongMiddle(WIDE, inside, strength.height(), strength.width());
    return (int) Math.ceil(WINDOW_IN_STROKES * stroke / 2) + 2;
  }

  /** The ink on the ground that a closing finds. */
  private static InkMap under(Grey paper, int reach) {
    Grey ground = ground(paper, reach);
    float[] strength = new float[paper.values().length];
    for (int i = 0; i < strength.length; i++) {
      float light = ground.values()[i];
      strength[i] = (light - paper.values()[i]) / (light + DARK_GROUND) * (255 + DARK_GROUND) / 255;
    }
    float grain = median(strength);
    for (int i = 0; i < strength.length; i++) {
      strength[i] = Math.max(0, Math.min(1, strength[i] - grain));
    }
    return new InkMap(new Grey(paper.height(), paper.width(), strength), level(strength));
  }

  /**
   * Tells dark ink from light. Thin strokes are few pixels that stray far from their surroundings,
   * which holds in any light; where strokes are so thick that this does not tell, the ground is
   * what the picture's border shows.
   */
  static boolean inkIsDark(Grey brightness) {
    double skewness = skewness(brightness);
    return Math.abs(skewness) > CLEARLY_SKEWED ? skewness < 0 : borderIsLight(brightness);
  }

  private static boolean borderIsLight(Grey brightness) {
    double threshold = otsu(brightness.values(), 255) * 255;
    int band = Math.max(1, Math.min(brightness.height(), brightness.width()) / 20);
    int balance = 0;
    for (int y = 0; y < brightness.height(); y++) {
      for (int x = 0; x < brightness.width(); x++) {
        int edge =
            Math.min(
                Math.min(y, brightness.height() - 1 - y), Math.min(x, brightness.width() - 1 - x));
        if (edge < band) {
          balance += brightness.at(y, x) > threshold ? 1 : -1;
        }
      }
    }
    return balance > 0;
  }

  /** Skewness of the deviations from the local mean; negative when few pixels are far darker. */
  private static double skewness(Grey brightness) {
    int reach = Math.max(1, (int) (WIDEST_STROKE * meanSide(brightness) / 2));
    Grey local = Neighbourhood.mean(brightness, reach);
    double squares = 0;
    double cubes = 0;
    for (int i = 0; i < brightness.values().length; i++) {
      double deviation = brightness.values()[i] - local.values()[i];
      squares += deviation * deviation;
      cubes += deviation * deviation * deviation;
    }
    double variance = squares / brightness.values().length;
    return variance == 0 ? 0 : cubes / brightness.values().length / Math.pow(variance, 1.5);
  }

  /**
   * The bare ground under dark ink: a closing removes what is narrower than its window and keeps
   * gradients and wide shadows.
   */
  private static Grey ground(Grey paper, int reach) {
    Grey smooth = paper.longestSide() < 100 ? paper : Neighbourhood.mean(paper, 1);
    return Neighbourhood.least(Neighbourhood.greatest(smooth, reach), reach);
  }

  private static double meanSide(Grey grey) {
    return Math.sqrt((double) grey.height() * grey.width());
  }

  /** Median strength of the pixels that Otsu's threshold calls ink. */
  private static double level(float[] strength) {
    double threshold = otsu(strength, 1);
    float[] inked = new float[strength.length];
    int count = 0;
    for (float value : strength) {
      if (value > threshold) {
        inked[count++] = value;
      }
    }
    return count == 0 ? 0 : median(Arrays.copyOf(inked, count));
  }

  private static float median(float[] values) {
    float[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  /**
   * Returns the threshold, as a share of {@code most}, that parts values from 0 to {@code most}
   * into two classes (N. Otsu, "A Threshold Selection Method from Gray-Level Histograms", IEEE
   * Transactions on Systems, Man, and Cybernetics 9, 1979).
   */
  static double otsu(float[] values, float most) {
    long[] counts = new long[LEVELS];
    double total = 0;
    for (float value : values) {
      int level = Math.max(0, Math.min(LEVELS - 1, (int) (value / most * (LEVELS - 1) + 0.5f)));
      counts[level]++;
      total += level;
    }
    double best = -1;
    // Levels that separate equally well: the middle of them leaves room on both sides.
    int first = 0;
    int last = 0;
    long below = 0;
    double sumBelow = 0;
    for (int level = 0; level < LEVELS - 1; level++) {
      below += counts[level];
      sumBelow += (double) level * counts[level];
      long above = values.length - below;
      if (below == 0 || above == 0) {
        continue;
      }
      double apart = sumBelow / below - (total - sumBelow) / above;
      double between = apart * apart * below * above;
      if (between > best) {
        best = between;
        first = level;
      }
      if (between >= best) {
        last = level;
      }
    }
    return ((first + last) / 2.0 + 0.5) / (LEVELS - 1);
  }
}
