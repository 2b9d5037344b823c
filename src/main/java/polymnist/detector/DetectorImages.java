package polymnist.detector;

import java.util.List;
import java.util.Optional;
import polymnist.chance.Chance;
import polymnist.corpus.MnistDigits;
import polymnist.ink.Distortion;
import polymnist.ink.Grey;
import polymnist.ink.MnistForm;
import polymnist.train.shard.Shard;

/** Digits as they are found on paper, and what is found there but is none. */
final class DetectorImages {
  /** The last training digits of MNIST are for validation. */
  static final int VALIDATION = 5_000;

  /** How far a point of the pen's strays, as a share of the longest side. */
  static final double WOBBLE = 0.04;

  private static final double MOST_WOBBLE = 0.07;

  private static final List<PenDigits.PenDigit> PEN_DIGITS = PenDigits.all();

  private DetectorImages() {}

  /** Returns a digit of MNIST, or rarely one of the pen's, as found on paper. */
  static DetectorImage digit(
      MnistDigits digits, int index, PaperSettings settings, long seed, long copy) {
    Paper paper = new Paper(settings, Chance.generator(seed, "judged digit", index, copy));
    boolean byPen = paper.chance(settings.pen());
    PenDigits.PenDigit pen = PEN_DIGITS.get(paper.random().nextInt(PEN_DIGITS.size()));
    Grey drawn =
        byPen
            ? Pen.draw(
                pen.strokes().wobbled(paper.between(0, MOST_WOBBLE), paper.random()),
                paper.between(1.6, 7.5),
                paper.chance(0.85))
            : enlarged(digits.image(index));
    Optional<byte[]> mask = mask(drawn, paper);
    // What was damaged so much that nothing is left is taken as it was.
    return new DetectorImage(
        byPen ? pen.digit() : digits.label(index),
        byPen ? "pen" : "mnist",
        mask.orElseGet(() -> MnistForm.of(drawn)));
  }

  /** Returns what is no digit, as found on paper. */
  static DetectorImage none(
      MnistDigits digits, NonDigitKind kind, PaperSettings settings, long seed, long copy) {
    Paper paper = new Paper(settings, Chance.generator(seed, "judged " + kind, copy));
    while (true) {
      Optional<byte[]> mask = mask(kind.draw(digits, paper), paper);
      if (mask.isPresent() && !(kind.mayBeOne() && likeOne(mask.get()))) {
        return new DetectorImage(Shard.NONE, kind.text(), mask.get());
      }
    }
  }

  /** Tells whether the ink is upright and narrow, as a one is written by many. */
  private static boolean likeOne(byte[] mask) {
    int left = 28;
    int right = -1;
    int top = 28;
    int bottom = -1;
    for (int i = 0; i < mask.length; i++) {
      if ((mask[i] & 0xff) > 64) {
        left = Math.min(left, i % 28);
        right = Math.max(right, i % 28);
        top = Math.min(top, i / 28);
        bottom = i / 28;
      }
    }
    return right - left + 1 <= 0.6 * (bottom - top + 1);
  }

  /** Returns a digit of MNIST as a field of 0 to 1, twice as large. */
  static Grey enlarged(byte[] mnist) {
    float[] values = new float[mnist.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (mnist[i] & 0xff) / 255f;
    }
    return new Grey(28, 28, values).enlarged(2);
  }

  private static Optional<byte[]> mask(Grey drawn, Paper paper) {
    Grey found = paper.found(drawn);
    // As of a picture: where all ink is weak, thin strokes of few pixels, little is enough.
    float threshold = (float) paper.between(0.3, 0.5) * Math.min(1, found.strongest());
    boolean any = false;
    for (int i = 0; i < found.values().length; i++) {
      found.values()[i] = found.values()[i] > threshold ? 1 : 0;
      any |= found.values()[i] > 0;
    }
    double stroke = StrictMath.exp(paper.settings().hand().stroke() * paper.between(-0.5, 0.4));
    double size = paper.chance(0.7) ? 1 : paper.between(0.85, 1.1);
    return any
        ? Optional.of(MnistForm.of(found, new Distortion(stroke, 0, 0, size)))
        : Optional.empty();
  }
}
