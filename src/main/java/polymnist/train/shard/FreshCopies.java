package polymnist.train.shard;

import static polymnist.corpus.CorpusShape.POLYMNIST;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.Arrays;
import polymnist.augment.Policy;
import polymnist.image.Image;

/**
 * Changes training images as they are read, anew in every epoch. What is drawn depends on the seed,
 * the image's place in its store, which the seed determines too, and the epoch: workers and
 * minibatches do not matter.
 */
public record FreshCopies(Policy policy, long seed) implements Serializable {
  /**
   * Writes the changed images of a minibatch, [n,3,28,28], as signed bytes: 128 less than their
   * samples.
   *
   * @param order in which the epoch takes the images of the shard
   */
  void signed(Shard shard, int[] order, Minibatch minibatch, ByteBuffer target) {
    for (int i = minibatch.from(); i < minibatch.to(); i++) {
      int source = order[i] * POLYMNIST.samples();
      byte[] samples = Arrays.copyOfRange(shard.samples(), source, source + POLYMNIST.samples());
      Image image = new Image(POLYMNIST.channels(), POLYMNIST.side(), POLYMNIST.side(), samples);
      String id = "fresh " + minibatch.shard() + "/" + order[i];
      byte[] changed = policy.changed(image, seed, id, minibatch.epoch()).samples();
      for (int s = 0; s < changed.length; s++) {
        changed[s] ^= (byte) 0x80;
      }
      target.put((i - minibatch.from()) * POLYMNIST.samples(), changed);
    }
  }
}
