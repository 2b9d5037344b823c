package polymnist.evaluate;

import static polymnist.corpus.CorpusShape.POLYMNIST;

import java.io.Serializable;
import org.apache.hadoop.conf.Configuration;
import polymnist.corpus.CorpusImage;
import polymnist.corpus.MnistDigits;
import polymnist.corpus.PolyMnist;
import polymnist.corpus.Split;
import polymnist.image.Image;

/**
 * The MNIST digits from which images were made: they say where the ink of an image is.
 *
 * @param train the published training set, or null for none
 * @param test the published test set, or null for none
 */
record SourceDigits(MnistDigits train, MnistDigits test) implements Serializable {
  /** Reads both sets from a folder; an empty name is no digits. */
  static SourceDigits read(String folder, Configuration hadoop) {
    if (folder.isBlank()) {
      return new SourceDigits(null, null);
    }
    return new SourceDigits(
        MnistDigits.read(folder, MnistDigits.DigitSet.TRAIN, hadoop),
        MnistDigits.read(folder, MnistDigits.DigitSet.TEST, hadoop));
  }

  /** Returns what the ink of an image is like; null where its digit is not known. */
  InkVisibility ink(CorpusImage image, Image decoded) {
    MnistDigits set = image.publishedSplit().equals(Split.TEST.text()) ? test : train;
    if (set == null || image.digit() == null) {
      return null;
    }
    return decoded.width() == POLYMNIST.side() && decoded.height() == POLYMNIST.side()
        ? InkVisibility.of(mask(set.image(image.digit())), decoded)
        : null;
  }

  private static boolean[] mask(byte[] grey) {
    boolean[] mask = new boolean[grey.length];
    for (int i = 0; i < mask.length; i++) {
      mask[i] = (grey[i] & 0xff) > PolyMnist.THRESHOLD;
    }
    return mask;
  }
}
