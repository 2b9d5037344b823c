package polymnist.train;

import java.nio.ByteBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import polymnist.train.kernel.Kernels;
import polymnist.train.kernel.Widening;

/** An array that images are put into to be read by a network; the next ones overwrite them. */
final class NetworkInput {
  private final INDArray all;
  private final Widening widening;
  private final ByteBuffer bytes;
  private final byte[] signed = new byte[Shard.SAMPLES_AN_IMAGE];

  /** Makes an input for at most so many images. */
  NetworkInput(int most) {
    all = Nd4j.create(DataType.FLOAT, most, Training.CHANNELS, Training.SIDE, Training.SIDE);
    widening = Kernels.best().widening(all, Shard.SCALE);
    bytes = widening.bytes();
  }

  /** Puts the samples of an image, [3,28,28] unsigned bytes, in a place from 0. */
  void put(int place, byte[] samples) {
    for (int s = 0; s < Shard.SAMPLES_AN_IMAGE; s++) {
      signed[s] = (byte) (samples[s] ^ 0x80);
    }
    bytes.put(place * Shard.SAMPLES_AN_IMAGE, signed);
  }

  /** Returns the first images as a network reads them, [n,3,28,28]. */
  INDArray features(int images) {
    widening.widen();
    return images == all.size(0) ? all : all.get(NDArrayIndex.interval(0, images));
  }
}
