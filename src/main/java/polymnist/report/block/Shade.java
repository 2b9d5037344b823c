package polymnist.report.block;

/** Shades of table cells: classes of the style sheet, in ten steps. */
public final class Shade {
  private static final int STEPS = 10;

  private Shade() {}

  /** Returns a blue shade, none for 0 and the deepest for 1 and more. */
  public static String good(double strength) {
    return shade("good", strength);
  }

  /** Returns an orange shade, none for 0 and the deepest for 1 and more. */
  public static String notable(double strength) {
    return shade("notable", strength);
  }

  private static String shade(String name, double strength) {
    return strength > 0 ? name + (int) Math.ceil(STEPS * Math.min(1, strength)) : "";
  }
}
