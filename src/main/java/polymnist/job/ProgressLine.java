package polymnist.job;

/**
 * The one line in which a person at a terminal sees how far a job is; each overwrites the one
 * before. Where standard error is no terminal, nothing is shown: a log has lines of its own.
 */
public final class ProgressLine {
  @SuppressWarnings("SystemConsoleNull") // This project is built for Java 17.
  private static final boolean TERMINAL = System.console() != null;

  private static final String CLEAR = "\r\u001b[K";

  private ProgressLine() {}

  static boolean onTerminal() {
    return TERMINAL;
  }

  /** Shows how far it is, on a terminal. */
  public static void show(String text) {
    if (TERMINAL) {
      System.err.print(CLEAR + text + " ");
      System.err.flush();
    }
  }

  /** Takes what is shown away. */
  static void clear() {
    if (TERMINAL) {
      System.err.print(CLEAR);
      System.err.flush();
    }
  }

  /** Writes a line that stays. */
  public static void keep(String text) {
    System.err.println((TERMINAL ? CLEAR : "") + text);
  }

  /** Returns a duration in words, such as {@code 2 min 5 s}. */
  public static String duration(double seconds) {
    long whole = Math.round(seconds);
    return whole < 60
        ? whole + " s"
        : whole < 3600
            ? whole / 60 + " min " + whole % 60 + " s"
            : whole / 3600 + " h " + whole % 3600 / 60 + " min";
  }
}
