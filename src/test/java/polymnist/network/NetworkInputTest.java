package polymnist.network;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import polymnist.network.kernel.Kernels;
import polymnist.network.kernel.Precision;
import polymnist.network.kernel.Widening;

/** Training and prediction see the same number for a byte. */
class NetworkInputTest {
  @Test
  void everyByteIsWidenedToWhatPredictionSees() {
    NativeLibrary.prepare();
    INDArray floats = Nd4j.create(DataType.FLOAT, 1, 256);
    Widening widening = Kernels.of(Precision.FLOAT).widening(floats, NetworkInput.SCALE);
    for (int sample = 0; sample < 256; sample++) {
      widening.bytes().put(sample, (byte) (sample - 128));
    }
    widening.widen();
    for (int sample = 0; sample < 256; sample++) {
      assertThat(floats.getFloat(sample)).isEqualTo(sample / 128f - 1);
    }
  }

  @Test
  void predictionSeesEveryByteAsTrainingDoes() {
    NativeLibrary.prepare();
    NetworkInput input = new NetworkInput(3);
    byte[] samples = new byte[2352];
    for (int i = 0; i < 256; i++) {
      samples[i] = (byte) i;
    }
    input.put(1, samples);
    INDArray features = input.features(2);
    assertThat(features.shape()).containsExactly(2, 3, 28, 28);
    for (int i = 0; i < 256; i++) {
      assertThat(features.getFloat(1, 0, i / 28, i % 28)).isEqualTo(i / 128f - 1);
    }
  }
}
