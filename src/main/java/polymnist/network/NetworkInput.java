package polymnist.network;

import static polymnist.corpus.CorpusShape.POLYMNIST;

import java.nio.ByteBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import polymnist.network.kernel.Kernels;
import polymnist.network.kernel.Precision;
import polymnist.network.kernel.Widening;

/** An array that images are put into to be read by a network; the next ones overwrite them. */
public final class NetworkInput implements AutoCloseable {
  /** What a sample, less 128, is multiplied by: networks read numbers from -1 to 1. */
  public static final float SCALE = 1 / 128f;

  private final INDArray all;
  private final Widening widening;
  private final ByteBuffer bytes;
  private final byte[] signed = new byte[POLYMNIST.samples()];

  /** Makes an input for at most so many images. */
  public NetworkInput(int most) {
    all =
        Nd4j.create(DataType.FLOAT, most, POLYMNIST.channels(), POLYMNIST.side(), POLYMNIST.side());
    widening = Kernels.of(Precision.FLOAT).widening(all, SCALE);
    bytes = widening.bytes();
  }

  /** Puts the samples of an image, [3,28,28] unsigned bytes, in a place from 0. */
  public void put(int place, byte[] samples) {
    for (int s = 0; s < POLYMNIST.samples(); s++) {
      signed[s] = (byte) (samples[s] ^ 0x80);
    }
    bytes.put(place * POLYMNIST.samples(), signed);
  }

  /** Returns the first images as a network reads them, [n,3,28,28]. */
  public INDArray features(int images) {
    widening.widen();
    return images == all.size(0) ? all : all.get(NDArrayIndex.interval(0, images));
  }

  /** Frees the array. */
  @Override
  public void close() {
    widening.close();
    all.close();
  }
}
