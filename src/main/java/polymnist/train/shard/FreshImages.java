package polymnist.train.shard;

import static polymnist.corpus.CorpusShape.POLYMNIST;

import java.io.Serializable;
import java.nio.ByteBuffer;
import polymnist.image.Image;

/**
 * Makes training images as they are read, anew in every epoch. What is drawn depends on the seed,
 * the image's place in its store, which the seed determines too, and the epoch: workers and
 * minibatches do not matter.
 */
public interface FreshImages extends Serializable {
  /**
   * Makes the image [3,28,28] that an epoch has of what is in a place of a shard; its samples are
   * the caller's own.
   *
   * @param id of the place, for chance
   * @param epoch from 1
   */
  Image image(Shard shard, int place, String id, int epoch);

  /**
   * Writes the images of a minibatch, [n,3,28,28], as signed bytes: 128 less than their samples.
   *
   * @param order in which the epoch takes the images of the shard
   */
  default void signed(Shard shard, int[] order, Minibatch minibatch, ByteBuffer target) {
    for (int i = minibatch.from(); i < minibatch.to(); i++) {
      String id = "fresh " + minibatch.shard() + "/" + order[i];
      byte[] samples = image(shard, order[i], id, minibatch.epoch()).samples();
      for (int s = 0; s < samples.length; s++) {
        samples[s] ^= (byte) 0x80;
      }
      target.put((i - minibatch.from()) * POLYMNIST.samples(), samples);
    }
  }
}
