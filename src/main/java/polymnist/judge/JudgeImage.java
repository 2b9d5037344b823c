package polymnist.judge;

import static polymnist.corpus.CorpusShape.POLYMNIST;

import polymnist.image.Image;
import polymnist.train.shard.Shard;

/**
 * A mask that a judge is trained on.
 *
 * @param label 0 to 9, or {@link Shard#NONE}
 * @param kind {@code mnist} or {@code pen} for digits, else the kind of non-digit
 * @param mask 28 x 28 grey values, 255 for ink
 */
record JudgeImage(int label, String kind, byte[] mask) {

  /** Returns the mask as networks read images, [3,28,28]. */
  Image shown() {
    Image image = Image.black(3, POLYMNIST.side(), POLYMNIST.side());
    for (int channel = 0; channel < 3; channel++) {
      System.arraycopy(mask, 0, image.samples(), channel * mask.length, mask.length);
    }
    return image;
  }
}
