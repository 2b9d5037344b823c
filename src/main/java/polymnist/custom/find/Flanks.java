package polymnist.custom.find;

import java.util.Arrays;
import polymnist.image.DistanceTransform;
import polymnist.image.StrokeWidth;

/** What lies beside the ink: ground on all sides of a stroke, but on one side of an edge. */
final class Flanks {
  /** Pixels next to the ink, which its soft edge covers. */
  private static final double SOFT = 2;

  /** Pixels at least that are looked at beyond. */
  private static final double LEAST = 3;

  /** Brightness is taken at this share of the flanks and at the rest; one of both is ground. */
  private static final double GROUND = 0.2;

  private Flanks() {}

  /**
   * Returns the share of the pixels beside the ink, 0 to 1, that are nearer to the ink's brightness
   * than to that of the ground: near 0 for strokes, about 0.5 for the edge of something larger.
   *
   * @param strength of the ink, above 0 on it, with some ink
   * @param brightness of the same picture, 0 to 255
   */
  static double inked(Grey strength, Grey brightness) {
    int height = strength.height();
    int width = strength.width();
    boolean[] ink = new boolean[strength.values().length];
    float[] inkLevels = new float[ink.length];
    int inks = 0;
    for (int i = 0; i < ink.length; i++) {
      ink[i] = strength.values()[i] > 0;
      if (strength.values()[i] > 0.5f) {
        inkLevels[inks++] = brightness.values()[i];
      }
    }
    float[] inside = DistanceTransform.to(false, ink, height, width);
    float[] outside = DistanceTransform.to(true, ink, height, width);
    double reach = SOFT + Math.max(LEAST, StrokeWidth.alongMiddle(0.5, inside, height, width));
    float[] flanks = new float[ink.length];
    int count = 0;
    for (int i = 0; i < ink.length; i++) {
      if (outside[i] > SOFT && outside[i] <= reach) {
        flanks[count++] = brightness.values()[i];
      }
    }
    if (inks == 0 || count == 0) {
      return 0;
    }
    Arrays.sort(inkLevels, 0, inks);
    Arrays.sort(flanks, 0, count);
    double level = inkLevels[inks / 2];
    double darkest = flanks[(int) (GROUND * (count - 1))];
    double lightest = flanks[(int) ((1 - GROUND) * (count - 1))];
    // Half of an edge's flanks are as the ink is: the other half, farther from it, is ground.
    double ground = lightest - level > level - darkest ? lightest : darkest;
    double middle = (level + ground) / 2;
    int inked = 0;
    for (int i = 0; i < count; i++) {
      inked += (flanks[i] < middle) == (level < ground) ? 1 : 0;
    }
    return (double) inked / count;
  }
}
