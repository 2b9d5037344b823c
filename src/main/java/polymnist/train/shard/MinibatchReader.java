package polymnist.train.shard;

import static polymnist.corpus.CorpusShape.POLYMNIST;

import java.util.HashMap;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import polymnist.network.NetworkInput;
import polymnist.network.kernel.Kernels;
import polymnist.network.kernel.Precision;
import polymnist.network.kernel.Widening;

/**
 * Minibatches of a store as network input. It keeps the shard that it read last, as neighbours
 * follow, and one pair of arrays for each size, which the next minibatch of that size overwrites.
 */
public final class MinibatchReader implements AutoCloseable {
  private static final int NONE = -1;

  private final ShardStore store;
  private final long seed;
  private final Map<Integer, Buffers> arrays = new HashMap<>();
  private Shard shard;
  private int[] order;
  private int number = NONE;
  private int epoch = -1;

  public MinibatchReader(ShardStore store, long seed) {
    this.store = store;
    this.seed = seed;
  }

  /** Returns images [n,3,28,28] and one-hot labels [n,10], valid until the next call. */
  public DataSet read(Minibatch minibatch) {
    if (minibatch.shard() != number) {
      // Overwrites the shard before, even if it fails.
      number = NONE;
      shard = store.read(minibatch.shard(), shard == null ? new byte[0] : shard.samples());
      number = minibatch.shard();
      order = null;
    }
    if (order == null || minibatch.epoch() != epoch) {
      order = Shard.order(shard.images(), seed, number, minibatch.epoch());
      epoch = minibatch.epoch();
    }
    Buffers data = arrays.computeIfAbsent(minibatch.images(), Buffers::of);
    if (store.fresh() == null) {
      shard.signed(order, minibatch.from(), minibatch.to(), data.samples.bytes());
    } else {
      store.fresh().signed(shard, order, minibatch, data.samples.bytes());
    }
    data.samples.widen();
    float[] labels = shard.targets(order, minibatch.from(), minibatch.to());
    data.network.getLabels().data().asNioFloat().put(labels);
    return data.network;
  }

  /** Frees the arrays. */
  @Override
  public void close() {
    arrays.values().forEach(Buffers::close);
    arrays.clear();
  }

  /** The arrays of a minibatch, and what fills the images. */
  private record Buffers(DataSet network, Widening samples) {
    void close() {
      samples.close();
      network.getFeatures().close();
      network.getLabels().close();
    }

    static Buffers of(int images) {
      INDArray features =
          Nd4j.create(
              DataType.FLOAT, images, POLYMNIST.channels(), POLYMNIST.side(), POLYMNIST.side());
      return new Buffers(
          new DataSet(features, Nd4j.create(DataType.FLOAT, images, POLYMNIST.classes())),
          Kernels.of(Precision.FLOAT).widening(features, NetworkInput.SCALE));
    }
  }
}
