package polymnist.network.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import polymnist.network.NativeLibrary;

class LoopedMaxPoolingTest {
  private static final int IMAGES = 2;
  private static final int CHANNELS = 5;
  private static final int SIDE = 5;

  private static final Activations FLOATS = Activations.best(Precision.FLOAT);
  private static final LoopedMaxPooling POOLING = new LoopedMaxPooling(FLOATS, CHANNELS, SIDE);

  @BeforeAll
  static void prepare() {
    NativeLibrary.prepare();
  }

  @AfterAll
  static void close() {
    POOLING.close();
  }

  /** An input with one square, of which an odd side leaves out the rest, in all channels. */
  private static INDArray input(float... square) {
    INDArray input = FLOATS.zeroed(IMAGES, CHANNELS, SIDE).addi(9);
    for (int image = 0; image < IMAGES; image++) {
      for (int channel = 0; channel < CHANNELS; channel++) {
        for (int i = 0; i < square.length; i++) {
          // The second square of the second row of squares.
          input.putScalar(new long[] {image, 0, 2 + i / 2, 2 + i % 2, channel}, square[i]);
        }
      }
    }
    return input;
  }

  private static float[] square(INDArray gradient) {
    float[] square = new float[4];
    for (int i = 0; i < square.length; i++) {
      square[i] = gradient.getFloat(1, 0, 2 + i / 2, 2 + i % 2, CHANNELS - 1);
    }
    return square;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void theLargestOfASquareIsTakenAndGetsTheGradient(int largest) {
    float[] square = {0.5f, 1e-30f, -0f, 0};
    square[largest] = 3.5f;
    INDArray output = POOLING.forward(input(square), true);
    assertThat(output.shape()).startsWith(IMAGES, 1, 2, 2);
    assertThat(output.getFloat(1, 0, 1, 1, CHANNELS - 1)).isEqualTo(3.5f);
    assertThat(output.getFloat(1, 0, 0, 1, CHANNELS - 1)).isEqualTo(9);

    INDArray outer = Nd4j.create(DataType.FLOAT, output.shape());
    outer.putScalar(new long[] {1, 0, 1, 1, CHANNELS - 1}, -2);
    INDArray inner = POOLING.backward(outer);
    float[] expected = new float[4];
    expected[largest] = -2;
    assertThat(square(inner)).isEqualTo(expected);
    assertThat(inner.sumNumber().floatValue()).isEqualTo(-2);
  }

  @Test
  void ofEqualOnesTheFirstGetsTheGradientColumnByColumn() {
    assertThat(gradient(7, 7, 7, 7)).containsExactly(1, 0, 0, 0);
    assertThat(gradient(6, 7, 7, 7)).containsExactly(0, 0, 1, 0);
    assertThat(gradient(0, 7, 0, 7)).containsExactly(0, 1, 0, 0);
    assertThat(gradient(0, 0, 0, 0)).containsExactly(1, 0, 0, 0);
    assertThat(gradient(-0f, 0, -0f, 0)).containsExactly(1, 0, 0, 0);
  }

  private static float[] gradient(float... square) {
    INDArray output = POOLING.forward(input(square), true);
    return square(POOLING.backward(Nd4j.ones(DataType.FLOAT, output.shape())));
  }
}
