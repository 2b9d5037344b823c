package polymnist.ink;

/**
 * How a digit is changed before it is shown, as another hand might have written it.
 *
 * @param stroke the factor of MNIST's stroke width that strokes are brought to, above 0
 * @param turn in degrees, positive counterclockwise
 * @param rise in degrees by which level strokes rise to the right, while upright ones stay
 * @param size the factor of the box of 20x20 pixels that the digit fits, above 0, at most 1.4
 */
public record Distortion(double stroke, double turn, double rise, double size) {
  static final Distortion NONE = new Distortion(1, 0, 0, 1);

  public Distortion {
    if (!(stroke > 0) || !(size > 0) || size > 1.4) {
      throw new IllegalArgumentException(
          "a digit's strokes and size are changed by factors above 0, the size by at most 1.4, were"
              + " %s and %s".formatted(stroke, size));
    }
  }

  boolean moves() {
    return turn != 0 || rise != 0;
  }
}
