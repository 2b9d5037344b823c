package polymnist.custom.find;

import java.util.List;
import polymnist.custom.find.ConnectedComponents.Component;
import polymnist.image.DistanceTransform;
import polymnist.image.StrokeWidth;

/**
 * The shape of some ink, whatever its size in pixels.
 *
 * @param widest the diameter of the largest circle in the ink, as a share of that side, 0 to 1
 * @param length of the strokes in longest sides: about 1 for a straight stroke, 3 for a circle
 * @param parts how many parts there are, but for specks
 * @param holes how many patches of ground the ink encloses, but for specks
 */
record InkShape(double widest, double length, int parts, int holes) {
  /** Longest side in pixels to which small ink is enlarged, so that it can be measured. */
  private static final int FINE_SIDE = 160;

  /** Strength of ink, 1 for typical, above which a point is ink. */
  private static final float INKED = 0.5f;

  /** Parts and holes of a smaller share of the square of the longest side are specks. */
  private static final double SPECK = 0.0008;

  /** Measures the ink; {@code strength} is 0 for none and 1 for typical ink, with some ink. */
  static InkShape of(Grey strength) {
    BoundingBox box = MnistForm.box(strength);
    int factor = Math.max(1, (int) Math.ceil((double) FINE_SIDE / box.longestSide()));
    // The margin joins the ground around the ink, so that it is one part and no hole.
    Grey fine = strength.part(box, 2).enlarged(factor);
    boolean[] ink = new boolean[fine.values().length];
    int area = 0;
    for (int i = 0; i < ink.length; i++) {
      ink[i] = fine.values()[i] > INKED;
      area += ink[i] ? 1 : 0;
    }
    int height = fine.height();
    int width = fine.width();
    double side = (double) factor * box.longestSide();
    float[] inside = DistanceTransform.to(false, ink, height, width);
    double stroke = StrokeWidth.alongMiddle(0.5, inside, height, width);
    return new InkShape(
        StrokeWidth.alongMiddle(1, inside, height, width) / side,
        area / stroke / side,
        larger(ConnectedComponents.of(ink, height, width, 1).parts(), side),
        larger(ConnectedComponents.of(inverted(ink), height, width, 1).parts(), side) - 1);
  }

  private static int larger(List<Component> parts, double side) {
    return (int) parts.stream().filter(part -> part.area() > SPECK * side * side).count();
  }

  private static boolean[] inverted(boolean[] mask) {
    boolean[] inverted = new boolean[mask.length];
    for (int i = 0; i < mask.length; i++) {
      inverted[i] = !mask[i];
    }
    return inverted;
  }
}
