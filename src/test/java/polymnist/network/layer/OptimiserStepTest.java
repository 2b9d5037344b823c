package polymnist.network.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.schedule.ExponentialSchedule;
import org.nd4j.linalg.schedule.ScheduleType;
import polymnist.network.Architecture;
import polymnist.network.Mlp;
import polymnist.network.NativeLibrary;
import polymnist.network.NetworkFrame;
import polymnist.network.Resnet;
import polymnist.network.Vgg;

/** DL4J's own steps are the oracle. */
class OptimiserStepTest {
  @BeforeAll
  static void prepare() {
    NativeLibrary.prepare();
  }

  /** With dropout, and with statistics that follow no gradient. */
  static List<Architecture> architectures() {
    return List.of(new Mlp(List.of(20, 10)), new Vgg(4, 16, 0.5), new Resnet(4, 2));
  }

  @ParameterizedTest
  @MethodSource("architectures")
  void stepsHaveTheBitsOfDl4js(Architecture architecture) {
    // A division by a power of two is exact, so that it may be a multiplication.
    DataSet minibatch = minibatch(16);
    ComputationGraph theirs = network(architecture);
    ComputationGraph ours = network(architecture);
    OptimiserStep step = new OptimiserStep(ours);
    // From 1: ND4J takes a seed of 0 for any.
    for (int i = 1; i <= 5; i++) {
      Nd4j.getRandom().setSeed(i);
      theirs.fit(minibatch);
      Nd4j.getRandom().setSeed(i);
      step.train(minibatch);
      assertThat(ours.score()).isEqualTo(theirs.score());
    }
    assertThat(ours.params().toFloatVector()).isEqualTo(theirs.params().toFloatVector());
    assertThat(ours.getUpdater().getStateViewArray().toFloatVector())
        .isEqualTo(theirs.getUpdater().getStateViewArray().toFloatVector());
    assertThat(ours.getIterationCount()).isEqualTo(theirs.getIterationCount()).isEqualTo(5);
  }

  @Test
  void aMinibatchMayHaveAnyNumberOfImages() {
    ComputationGraph theirs = network(new Mlp(List.of(20)));
    ComputationGraph ours = network(new Mlp(List.of(20)));
    OptimiserStep step = new OptimiserStep(ours);
    for (int images : List.of(7, 13, 1)) {
      DataSet minibatch = minibatch(images);
      theirs.fit(minibatch);
      step.train(minibatch);
    }
    assertThat(ours.params().toFloatVector())
        .containsExactly(theirs.params().toFloatVector(), within(1e-5f));
  }

  @Test
  void anotherUpdaterIsRefused() {
    ComputationGraph network =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .updater(new Sgd(0.1))
                .graphBuilder()
                .addInputs("input")
                .addLayer("output", new OutputLayer.Builder().nIn(2).nOut(10).build(), "input")
                .setOutputs("output")
                .build());
    network.init();
    assertThatThrownBy(() -> new OptimiserStep(network))
        .hasMessage(
            "a network is trained by LoopedAdam, and its statistics by NoOp, but this one has the updater Sgd");
  }

  private static DataSet minibatch(int images) {
    INDArray labels = Nd4j.zeros(DataType.FLOAT, images, 10);
    for (int i = 0; i < images; i++) {
      labels.putScalar(i, i % 10, 1);
    }
    return new DataSet(Nd4j.rand(DataType.FLOAT, images, 3, 28, 28), labels);
  }

  private static ComputationGraph network(Architecture architecture) {
    ComputationGraph network =
        new ComputationGraph(
            architecture.network(
                new NetworkFrame(3, new ExponentialSchedule(ScheduleType.ITERATION, 0.01, 0.9))));
    network.init();
    return network;
  }
}
