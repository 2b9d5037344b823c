package polymnist.image;

/**
 * How light a colour is: the luma of Recommendation ITU-R BT.601-7, 2011, a weighted sum of red,
 * green and blue. Samples are 0 to 255, or differences of such.
 */
public final class Luma {
  public static final double RED = 0.299;
  public static final double GREEN = 0.587;
  public static final double BLUE = 0.114;

  private Luma() {}

  /** Returns the luma in single precision. */
  public static float of(float red, float green, float blue) {
    return (float) RED * red + (float) GREEN * green + (float) BLUE * blue;
  }

  /** Returns the luma in double precision. */
  public static double of(double red, double green, double blue) {
    return RED * red + GREEN * green + BLUE * blue;
  }

  /** Returns the luma as a whole number, rounded. */
  static int of(int red, int green, int blue) {
    return (299 * red + 587 * green + 114 * blue + 500) / 1000;
  }
}
