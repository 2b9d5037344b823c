package polymnist.train.shard;

import polymnist.augment.Policy;
import polymnist.image.Image;

/** Changes training images as they are. */
public record FreshCopies(Policy policy, long seed) implements FreshImages {
  @Override
  public Image image(Shard shard, int place, String id, int epoch) {
    return policy.changed(shard.image(place), seed, id, epoch);
  }
}
