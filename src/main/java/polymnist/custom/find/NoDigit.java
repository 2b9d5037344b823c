package polymnist.custom.find;

import java.util.Locale;
import java.util.Optional;
import polymnist.statistics.ClassProbabilities;

/**
 * Tells what is no digit, though there is ink. The rules of shape are so wide that no digit of
 * MNIST is against them, nor are those of handwriting; they are against textures, filled shapes,
 * scribbles and noise. What passes them, the network is asked about: an answer that differs from
 * one form of the digit to the next gives every digit little probability. A letter that looks like
 * a digit is none of both rules' business.
 */
public final class NoDigit {
  /**
   * Strokes in longest sides of the box. A straight one has 1, or a little less where it is wide;
   * an 8 of two circles has pi, and with its loops wide and open, or an ornate 2, some 4.5.
   */
  private static final double SHORTEST = 0.7;

  private static final double LONGEST = 5.2;

  /** The largest circle in the ink: less than half of the digit, however thick the pen. */
  private static final double WIDEST = 0.55;

  /** An 8 has two holes, and one more where a stroke crosses itself. */
  private static final int MOST_HOLES = 3;

  /** A 5 has two parts where its bar is apart, and one more where the pen skipped. */
  private static final int MOST_PARTS = 3;

  /** Share of what lies beside the ink that is inked itself: 0 for strokes, a half for an edge. */
  private static final double MOST_INKED_FLANKS = 0.15;

  private NoDigit() {}

  /** Returns why ink of this shape is no digit, or nothing where it may be one. */
  static Optional<String> shape(InkShape shape, double inkedFlanks) {
    if (inkedFlanks > MOST_INKED_FLANKS) {
      return Optional.of("shows edges of something large, not strokes");
    }
    if (shape.widest() > WIDEST) {
      return Optional.of("shows a filled shape, not strokes");
    }
    if (shape.length() > LONGEST) {
      return Optional.of("shows more strokes than a digit has: a texture or a scribble");
    }
    if (shape.length() < SHORTEST || shape.parts() > MOST_PARTS) {
      return Optional.of("shows scattered pieces, not the strokes of a digit");
    }
    return shape.holes() > MOST_HOLES
        ? Optional.of("shows a net of strokes, which encloses more than a digit does")
        : Optional.empty();
  }

  /**
   * Returns why an answer is none, or nothing where it is one.
   *
   * @param probabilities of the digits, calibrated
   * @param least of the most probable one, 0 to 1
   */
  public static Optional<String> answer(double[] probabilities, double least) {
    int best = ClassProbabilities.mostProbable(probabilities);
    return probabilities[best] >= least
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "looks like no digit: the network gives the most probable one, %d, only %.2f;"
                    + " custom.least-confidence is %s",
                best,
                probabilities[best],
                least));
  }
}
