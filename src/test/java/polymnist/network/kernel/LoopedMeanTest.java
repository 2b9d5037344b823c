package polymnist.network.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import polymnist.network.NativeLibrary;

class LoopedMeanTest {
  private static final int SIDE = 2;

  private static final Activations FLOATS = Activations.best(Precision.FLOAT);

  /** One more than a block has, so that a channel begins the next. */
  private static final int CHANNELS = (int) FLOATS.zeroed(1, 1, 1).size(4) + 1;

  @BeforeAll
  static void prepare() {
    NativeLibrary.prepare();
  }

  @Test
  void eachChannelHasItsMeanAndSpreadsItsGradient() {
    LoopedMean mean = new LoopedMean(CHANNELS, SIDE);
    INDArray input = FLOATS.zeroed(2, CHANNELS, SIDE);
    for (int i = 0; i < SIDE * SIDE; i++) {
      input.putScalar(new long[] {1, 0, i / SIDE, i % SIDE, 3}, i);
      input.putScalar(new long[] {1, 1, i / SIDE, i % SIDE, 0}, 10 * i);
    }
    INDArray output = mean.forward(input, true);
    assertThat(output.shape()).containsExactly(2, CHANNELS);
    assertThat(output.getFloat(1, 3)).isEqualTo(1.5f);
    assertThat(output.getFloat(1, CHANNELS - 1)).isEqualTo(15);
    assertThat(output.sumNumber().floatValue()).isEqualTo(16.5f);

    INDArray outer = Nd4j.create(DataType.FLOAT, 2, CHANNELS);
    outer.putScalar(new long[] {0, CHANNELS - 1}, 8);
    INDArray inner = mean.backward(outer);
    assertThat(inner.shape()).isEqualTo(input.shape());
    for (int i = 0; i < SIDE * SIDE; i++) {
      assertThat(inner.getFloat(0, 1, i / SIDE, i % SIDE, 0)).isEqualTo(2);
    }
    assertThat(inner.sumNumber().floatValue()).isEqualTo(8);
    mean.close();
  }
}
