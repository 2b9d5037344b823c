package polymnist.train.shard;

import java.io.Serializable;

/**
 * A minibatch by its address: images {@code from} to {@code to - 1} in the order that an epoch
 * takes those of a shard.
 */
public record Minibatch(int shard, int epoch, int from, int to) implements Serializable {
  public int images() {
    return to - from;
  }
}
