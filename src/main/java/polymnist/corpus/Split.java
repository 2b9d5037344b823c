package polymnist.corpus;

import polymnist.chance.Chance;

/** Which images are kept apart to choose and to judge networks. */
final class Split {
  static final String TRAIN = "train";
  static final String VALIDATION = "validation";
  static final String TEST = "test";

  private Split() {}

  /**
   * Returns the split of an image. All images of one handwritten digit fall together, so that
   * validation never shows a handwriting that was trained on.
   *
   * @param publishedSplit {@code train} or {@code test}
   * @param handwriting what the images of one handwritten digit share
   * @param share of the published training set that becomes validation, 0 to 1
   */
  static String of(String publishedSplit, String handwriting, double share, long seed) {
    if (publishedSplit.equals(TEST)) {
      return TEST;
    }
    return Chance.unit(seed, "validation " + handwriting) < share ? VALIDATION : TRAIN;
  }
}
