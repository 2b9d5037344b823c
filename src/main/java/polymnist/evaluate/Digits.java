package polymnist.evaluate;

import java.io.Serializable;
import org.apache.hadoop.conf.Configuration;
import polymnist.corpus.CorpusImage;
import polymnist.corpus.Image;
import polymnist.corpus.MnistFile;
import polymnist.corpus.PolyMnist;

/**
 * The MNIST digits from which images were made: they say where the ink of an image is.
 *
 * @param train the published training set, or null for none
 * @param test the published test set, or null for none
 */
record Digits(MnistFile train, MnistFile test) implements Serializable {
  /** Reads both sets from a folder; an empty name is no digits. */
  static Digits read(String folder, Configuration hadoop) {
    if (folder.isBlank()) {
      return new Digits(null, null);
    }
    return new Digits(
        MnistFile.read(folder, MnistFile.Set.TRAIN, hadoop),
        MnistFile.read(folder, MnistFile.Set.TEST, hadoop));
  }

  /** Returns what the ink of an image is like; null where its digit is not known. */
  Ink ink(CorpusImage image, Image decoded) {
    MnistFile set = image.id().startsWith("test/") ? test : train;
    if (set == null || image.digit() == null) {
      return null;
    }
    return decoded.width() == PolyMnist.SIDE && decoded.height() == PolyMnist.SIDE
        ? Ink.of(mask(set.image(image.digit())), decoded)
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
