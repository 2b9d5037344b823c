package polymnist.corpus;

import java.util.Locale;
import polymnist.chance.Chance;

/** Which images are trained on, and which are kept apart to choose and to test networks. */
public enum Split {
  TRAIN,
  VALIDATION,
  TEST;

  /** Returns the word that columns have. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns the split of an image. All images of one handwritten digit fall together, so that
   * validation never shows a handwriting that was trained on.
   *
   * @param published where PolyMNIST has the image: {@link #TRAIN} or {@link #TEST}
   * @param handwriting what the images of one handwritten digit share
   * @param share of the published training set that becomes validation, 0 to 1
   */
  static Split of(Split published, String handwriting, double share, long seed) {
    if (published == TEST) {
      return TEST;
    }
    return Chance.unit(seed, "validation " + handwriting) < share ? VALIDATION : TRAIN;
  }
}
