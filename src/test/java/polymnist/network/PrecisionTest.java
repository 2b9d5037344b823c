package polymnist.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import polymnist.network.kernel.Precision;
import polymnist.network.kernel.Processor;
import polymnist.network.layer.LayerBuffers;
import polymnist.network.layer.OptimiserStep;
import polymnist.train.TrainingExamples;

class PrecisionTest {
  private static final int BATCH = 50;
  private static final int STEPS = 120;

  static List<Architecture> architectures() {
    return List.of(
        new Mlp(List.of(48)), new Lenet(8, 12, 32), new Vgg(16, 32, 0.3), new Resnet(16, 2));
  }

  /** Rows of noise, one of them bright: of 1,000 images that were not trained. */
  @ParameterizedTest
  @MethodSource("architectures")
  void inBfloat16NetworksLearnAsMuchAsInFloats(Architecture architecture) {
    assumeTrue(Processor.hasBfloat16(), Processor.lack());
    double floats = accuracy(architecture, Precision.FLOAT);
    assertThat(floats).isGreaterThan(0.9);
    assertThat(accuracy(architecture, Precision.BFLOAT16)).isCloseTo(floats, within(0.03));
  }

  private static double accuracy(Architecture architecture, Precision precision) {
    NativeLibrary.prepare();
    ComputationGraph network =
        new ComputationGraph(
            architecture.network(
                new NetworkFrame(1, new WarmUpCosine(0.005, 10, STEPS), 0, precision)));
    network.init();
    Nd4j.getRandom().setSeed(1);
    OptimiserStep step = new OptimiserStep(network);
    int right = 0;
    try (NetworkInput input = new NetworkInput(BATCH)) {
      for (int i = 0; i < STEPS; i++) {
        step.train(new DataSet(images(input, i * BATCH), labels()));
      }
      for (int i = STEPS; i < STEPS + 20; i++) {
        INDArray answers = network.outputSingle(images(input, i * BATCH)).argMax(1);
        for (int image = 0; image < BATCH; image++) {
          right += answers.getInt(image) == image % 10 ? 1 : 0;
        }
      }
    } finally {
      LayerBuffers.free(network);
    }
    return right / 1_000.0;
  }

  private static INDArray images(NetworkInput input, int from) {
    for (int i = 0; i < BATCH; i++) {
      input.put(i, TrainingExamples.pixels(from + i).samples());
    }
    return input.features(BATCH);
  }

  private static INDArray labels() {
    INDArray labels = Nd4j.zeros(DataType.FLOAT, BATCH, 10);
    for (int i = 0; i < BATCH; i++) {
      labels.putScalar(i, i % 10, 1);
    }
    return labels;
  }
}
