package polymnist.network.layer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Consumer;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions;
import polymnist.network.NativeLibrary;

/** DL4J's own layers, with the same weights, are the oracle. */
class KernelLayerTest {
  private static final int CLASSES = 3;

  @BeforeAll
  static void prepare() {
    NativeLibrary.prepare();
  }

  /** Sizes of minibatch that differ from one another, and channels that fill no block. */
  @ParameterizedTest
  @ValueSource(ints = {1, 7, 16})
  void aConvolutionWithBiasAndPoolingIsTheSameAsDl4js(int images) {
    ComputationGraph ours =
        network(
            graph -> {
              graph.addLayer(
                  "a", new ConvolutionBlock.Builder("a", 5, 6).pooled().first().build(), "in");
              graph.addLayer("b", new ConvolutionBlock.Builder("b", 3, 16).last().build(), "a");
              output(graph, "b");
            });
    ComputationGraph theirs =
        network(
            graph -> {
              graph.addLayer("a", conv(5, 1, 0, 6, true, Activation.RELU), "in");
              graph.addLayer("a-pool", pool(), "a");
              graph.addLayer("b", conv(3, 1, 0, 16, true, Activation.RELU), "a-pool");
              output(graph, "b");
            });
    for (String layer : List.of("a", "b")) {
      copy(ours, layer, "weights", theirs, layer, "W");
      ours.getLayer(layer)
          .getParam("bias")
          .assign(Nd4j.rand(DataType.FLOAT, channels(ours, layer)));
      copy(ours, layer, "bias", theirs, layer, "b");
    }
    sameStep(ours, theirs, images);
    for (String layer : List.of("a", "b")) {
      same(ours, layer, "weights", theirs, layer, "W");
      same(ours, layer, "bias", theirs, layer, "b");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 16})
  void denseLayersAreTheSameAsDl4js(int images) {
    ComputationGraph ours =
        network(
            graph -> {
              graph.addLayer("a", new Dense("a", 9, 0, true), "in");
              graph.addLayer("b", new Dense("b", 5, 0, false), "a");
              graph.addLayer("classes", new SoftmaxOutput("classes", CLASSES, false, 0), "b");
              graph.setOutputs("classes");
            });
    ComputationGraph theirs =
        network(
            graph -> {
              graph.addLayer("a", dense(9), "in");
              graph.addLayer("b", dense(5), "a");
              output(graph, "b");
            });
    for (String layer : List.of("a", "b")) {
      // DL4J's weights are [in,out].
      theirs
          .getLayer(layer)
          .getParam("W")
          .assign(ours.getLayer(layer).getParam("weights").transpose());
      copy(ours, layer, "bias", theirs, layer, "b");
    }
    sameStep(ours, theirs, images);
    for (String layer : List.of("a", "b")) {
      near(
          ours.getLayer(layer).getParam("weights").transpose(),
          theirs.getLayer(layer).getParam("W"));
      same(ours, layer, "bias", theirs, layer, "b");
    }
    near(ours.getLayer("classes").params(), theirs.getLayer("classes").params());
  }

  @Test
  void aLinearNetworkIsTheSameAsDl4js() {
    ComputationGraph ours =
        network(
            graph -> {
              graph.addLayer("classes", new SoftmaxOutput("classes", CLASSES, true, 0), "in");
              graph.setOutputs("classes");
            });
    ComputationGraph theirs = network(graph -> output(graph, "in"));
    sameStep(ours, theirs, 9);
    near(ours.getLayer("classes").params(), theirs.getLayer("classes").params());
  }

  /** DL4J is given the smoothed labels: 0.9 and a tenth shared out. */
  @Test
  void labelsAreSmoothed() {
    ComputationGraph ours =
        network(
            graph -> {
              graph.addLayer("classes", new SoftmaxOutput("classes", CLASSES, true, 0.1), "in");
              graph.setOutputs("classes");
            });
    ComputationGraph theirs = network(graph -> output(graph, "in"));
    INDArray features = Nd4j.rand(DataType.FLOAT, 9, 2, 12, 12).subi(0.5);
    INDArray labels = Nd4j.zeros(DataType.FLOAT, 9, CLASSES);
    for (int i = 0; i < 9; i++) {
      labels.putScalar(i, i % CLASSES, 1);
    }
    theirs.getLayer("classes").setParams(ours.getLayer("classes").params().dup());
    ours.fit(new DataSet(features, labels));
    theirs.fit(new DataSet(features, labels.mul(0.9).addi(0.1 / CLASSES)));
    near(ours.getLayer("classes").params(), theirs.getLayer("classes").params());
  }

  /** Half of the inputs are dropped, the others doubled; nothing is in prediction. */
  @Test
  void dropoutIsForTrainingAlone() {
    ComputationGraph network =
        network(
            graph -> {
              graph.addLayer("a", new Dense("a", 4, 0.5, true), "in");
              output(graph, "a");
            });
    INDArray images = Nd4j.rand(DataType.FLOAT, 3, 2, 12, 12);
    INDArray predicted = network.feedForward(images, false).get("a").dup();
    assertThat(network.feedForward(images, false).get("a").dup()).isEqualTo(predicted);
    assertThat(network.feedForward(images, true).get("a").dup()).isNotEqualTo(predicted);
  }

  @Test
  void theOutputCountsWhatWasRightBeforeTheUpdate() {
    ComputationGraph network =
        network(
            graph -> {
              graph.addLayer("classes", new SoftmaxOutput("classes", CLASSES, true, 0), "in");
              graph.setOutputs("classes");
            });
    INDArray images = Nd4j.rand(DataType.FLOAT, 20, 2, 12, 12);
    INDArray before = network.outputSingle(images).argMax(1);
    INDArray labels = Nd4j.zeros(DataType.FLOAT, 20, CLASSES);
    int right = 0;
    for (int i = 0; i < 20; i++) {
      labels.putScalar(i, i % CLASSES, 1);
      right += before.getInt(i) == i % CLASSES ? 1 : 0;
    }
    network.fit(new DataSet(images, labels));
    assertThat(((SoftmaxLayer) network.getOutputLayer(0)).correct()).isEqualTo(right);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 16})
  void normalisedConvolutionsAreTheSameAsDl4js(int images) {
    ComputationGraph ours =
        network(
            graph -> {
              graph.addLayer(
                  "a",
                  new ConvolutionBlock.Builder("a", 3, 8).padded().normalised().first().build(),
                  "in");
              graph.addLayer(
                  "b",
                  new ConvolutionBlock.Builder("b", 3, 24)
                      .padded()
                      .stride(2)
                      .normalised()
                      .pooled()
                      .last()
                      .build(),
                  "a");
              output(graph, "b");
            });
    ComputationGraph theirs =
        network(
            graph -> {
              normalised(graph, "a", "in", 3, 1, 1, 8, Activation.RELU);
              normalised(graph, "b", "a-out", 3, 2, 1, 24, Activation.RELU);
              graph.addLayer("pool", pool(), "b-out");
              output(graph, "pool");
            });
    copyNormalised(ours, "a", "", theirs, "a");
    copyNormalised(ours, "b", "", theirs, "b");
    sameStep(ours, theirs, images);
    sameNormalised(ours, "a", "", theirs, "a");
    sameNormalised(ours, "b", "", theirs, "b");
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 16})
  void residualBlocksAreTheSameAsDl4js(int images) {
    ComputationGraph ours =
        network(
            graph -> {
              graph.addLayer(
                  "stem",
                  new ConvolutionBlock.Builder("stem", 3, 8).padded().normalised().first().build(),
                  "in");
              graph.addLayer("one", new ResidualBlock("one", 8, 1, false), "stem");
              graph.addLayer("two", new ResidualBlock("two", 16, 2, true), "one");
              output(graph, "two");
            });
    ComputationGraph theirs =
        network(
            graph -> {
              normalised(graph, "stem", "in", 3, 1, 1, 8, Activation.RELU);
              residual(graph, "one", "stem-out", 1, 8, true);
              residual(graph, "two", "one", 2, 16, false);
              output(graph, "two");
            });
    copyNormalised(ours, "stem", "", theirs, "stem");
    for (String part : List.of("one a-", "one b-", "two a-", "two b-", "two c-")) {
      String block = part.substring(0, 3);
      copyNormalised(ours, block, part.substring(4), theirs, block + "-" + part.charAt(4));
    }
    sameStep(ours, theirs, images);
    sameNormalised(ours, "stem", "", theirs, "stem");
    for (String part : List.of("one a-", "one b-", "two a-", "two b-", "two c-")) {
      String block = part.substring(0, 3);
      sameNormalised(ours, block, part.substring(4), theirs, block + "-" + part.charAt(4));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void configurationsSurviveJson(boolean last) {
    ComputationGraph network =
        network(
            graph -> {
              graph.addLayer(
                  "stem",
                  new ConvolutionBlock.Builder("stem", 3, 8).padded().normalised().first().build(),
                  "in");
              graph.addLayer("one", new ResidualBlock("one", 16, 2, last), "stem");
              if (!last) {
                graph.addLayer("two", new ResidualBlock("two", 16, 1, true), "one");
              }
              output(graph, last ? "one" : "two");
            });
    ComputationGraph copy =
        new ComputationGraph(
            ComputationGraphConfiguration.fromJson(network.getConfiguration().toJson()));
    copy.init(network.params().dup(), false);
    INDArray images = Nd4j.rand(DataType.FLOAT, 5, 2, 12, 12);
    assertThat(copy.outputSingle(images).dup()).isEqualTo(network.outputSingle(images).dup());
  }

  private static long channels(ComputationGraph network, String layer) {
    return network.getLayer(layer).getParam("bias").length();
  }

  /** Compares predictions, then makes one step, and compares predictions again. */
  private static void sameStep(ComputationGraph ours, ComputationGraph theirs, int images) {
    INDArray features = Nd4j.rand(DataType.FLOAT, images, 2, 12, 12).subi(0.5);
    INDArray labels = Nd4j.zeros(DataType.FLOAT, images, CLASSES);
    for (int i = 0; i < images; i++) {
      labels.putScalar(i, i % CLASSES, 1);
    }
    theirs.getLayer("classes").setParams(ours.getLayer("classes").params().dup());
    near(ours.outputSingle(features), theirs.outputSingle(features));
    ours.fit(new DataSet(features, labels));
    theirs.fit(new DataSet(features, labels));
    assertThat(ours.score()).isCloseTo(theirs.score(), within(1e-5));
    near(ours.outputSingle(features), theirs.outputSingle(features));
  }

  private static org.assertj.core.data.Offset<Double> within(double offset) {
    return org.assertj.core.api.Assertions.within(offset);
  }

  private static void near(INDArray a, INDArray b) {
    assertThat(a.shape()).isEqualTo(b.shape());
    float[] x = a.dup('c').data().asFloat();
    float[] y = b.dup('c').data().asFloat();
    for (int i = 0; i < x.length; i++) {
      assertThat(x[i]).isCloseTo(y[i], org.assertj.core.api.Assertions.within(2e-5f));
    }
  }

  private static void copy(
      ComputationGraph from, String a, String x, ComputationGraph to, String b, String y) {
    INDArray target = to.getLayer(b).getParam(y);
    target.assign(from.getLayer(a).getParam(x).dup('c').reshape('c', target.shape()));
  }

  private static void same(
      ComputationGraph ours, String a, String x, ComputationGraph theirs, String b, String y) {
    INDArray other = theirs.getLayer(b).getParam(y);
    near(ours.getLayer(a).getParam(x).dup('c').reshape('c', other.shape()), other);
  }

  /** Begins with other scales, shifts and statistics than 1 and 0. */
  private static void copyNormalised(
      ComputationGraph ours, String a, String prefix, ComputationGraph theirs, String b) {
    copy(ours, a, prefix + "weights", theirs, b, "W");
    INDArray scaleShift = ours.getLayer(a).getParam(prefix + "scaleShift");
    scaleShift.assign(Nd4j.rand(DataType.FLOAT, scaleShift.shape()).addi(0.5));
    INDArray statistics = ours.getLayer(a).getParam(prefix + "statistics");
    statistics.assign(Nd4j.rand(DataType.FLOAT, statistics.shape()).addi(0.5));
    theirs.getLayer(b + "-norm").getParam("gamma").assign(scaleShift.getRow(0));
    theirs.getLayer(b + "-norm").getParam("beta").assign(scaleShift.getRow(1));
    theirs.getLayer(b + "-norm").getParam("mean").assign(statistics.getRow(0));
    theirs.getLayer(b + "-norm").getParam("var").assign(statistics.getRow(1));
  }

  private static void sameNormalised(
      ComputationGraph ours, String a, String prefix, ComputationGraph theirs, String b) {
    same(ours, a, prefix + "weights", theirs, b, "W");
    INDArray scaleShift = ours.getLayer(a).getParam(prefix + "scaleShift");
    INDArray statistics = ours.getLayer(a).getParam(prefix + "statistics");
    var norm = theirs.getLayer(b + "-norm");
    near(scaleShift.getRow(0), norm.getParam("gamma").reshape(scaleShift.size(1)));
    near(scaleShift.getRow(1), norm.getParam("beta").reshape(scaleShift.size(1)));
    near(statistics.getRow(0), norm.getParam("mean").reshape(scaleShift.size(1)));
    near(statistics.getRow(1), norm.getParam("var").reshape(scaleShift.size(1)));
  }

  private static ComputationGraph network(Consumer<GraphBuilder> layers) {
    GraphBuilder graph =
        new NeuralNetConfiguration.Builder()
            .seed(5)
            .updater(new Sgd(0.1))
            .convolutionMode(ConvolutionMode.Truncate)
            .trainingWorkspaceMode(WorkspaceMode.NONE)
            .inferenceWorkspaceMode(WorkspaceMode.NONE)
            .graphBuilder()
            .addInputs("in")
            .setInputTypes(InputType.convolutional(12, 12, 2));
    layers.accept(graph);
    ComputationGraph network = new ComputationGraph(graph.build());
    network.init();
    return network;
  }

  private static void output(GraphBuilder graph, String last) {
    graph
        .addLayer(
            "classes",
            new OutputLayer.Builder(LossFunctions.LossFunction.MCXENT)
                .nOut(CLASSES)
                .activation(Activation.SOFTMAX)
                .build(),
            last)
        .setOutputs("classes");
  }

  private static DenseLayer dense(int out) {
    return new DenseLayer.Builder().nOut(out).activation(Activation.RELU).build();
  }

  private static ConvolutionLayer conv(
      int kernel, int stride, int padding, int out, boolean bias, Activation activation) {
    return new ConvolutionLayer.Builder(kernel, kernel)
        .stride(stride, stride)
        .padding(padding, padding)
        .nOut(out)
        .hasBias(bias)
        .activation(activation)
        .build();
  }

  private static SubsamplingLayer pool() {
    return new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX)
        .kernelSize(2, 2)
        .stride(2, 2)
        .build();
  }

  private static void normalised(
      GraphBuilder graph,
      String name,
      String input,
      int kernel,
      int stride,
      int padding,
      int out,
      Activation activation) {
    graph.addLayer(name, conv(kernel, stride, padding, out, false, Activation.IDENTITY), input);
    // DL4J's batch normalisation pays no heed to an activation of its own.
    graph.addLayer(name + "-norm", new BatchNormalization.Builder().useLogStd(false).build(), name);
    graph.addLayer(name + "-out", new ActivationLayer(activation), name + "-norm");
  }

  private static void residual(
      GraphBuilder graph, String name, String input, int stride, int out, boolean sameShape) {
    normalised(graph, name + "-a", input, 3, stride, 1, out, Activation.RELU);
    normalised(graph, name + "-b", name + "-a-out", 3, 1, 1, out, Activation.IDENTITY);
    String shortcut = input;
    if (!sameShape) {
      normalised(graph, name + "-c", input, 1, stride, 0, out, Activation.IDENTITY);
      shortcut = name + "-c-out";
    }
    graph.addVertex(
        name + "-sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), name + "-b-out", shortcut);
    graph.addLayer(name, new ActivationLayer(Activation.RELU), name + "-sum");
  }
}
