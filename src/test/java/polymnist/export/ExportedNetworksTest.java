package polymnist.export;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static polymnist.train.TrainingExamples.network;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import polymnist.answer.Share;
import polymnist.chance.Chance;
import polymnist.image.Image;
import polymnist.model.ModelFile;
import polymnist.model.Predictor;
import polymnist.model.Regime;
import polymnist.network.Architecture;
import polymnist.network.Lenet;
import polymnist.network.Linear;
import polymnist.network.Mlp;
import polymnist.network.Resnet;
import polymnist.network.Vgg;
import polymnist.train.TrainingExamples;

/** What is exported, as software reads it that is not ours. */
class ExportedNetworksTest {
  private static final ModelFacts FACTS =
      new ModelFacts(
          "some",
          "augmented",
          Regime.CHANGED_ANEW,
          "vgg",
          "Somebody, Some paper, 2015",
          1234567,
          0.9876,
          Optional.of(1.25),
          Optional.of(new Share(0.9712, 0.97, 0.9725, 50000)),
          List.of("It reads digit 7 worse than all test images."),
          "20260101-000000-000-train-000000",
          "abc");

  private static final List<Image> IMAGES =
      IntStream.range(0, 60).mapToObj(TrainingExamples::pixels).toList();

  static List<Architecture> architectures() {
    return List.of(
        new Linear(),
        new Mlp(List.of(32, 16)),
        new Lenet(5, 7, 20),
        new Vgg(8, 16, 0.5),
        new Resnet(8, 2),
        new Resnet(4, 1));
  }

  /** Returns a network all of whose weights are chance, its running statistics among them. */
  private static ComputationGraph random(Architecture architecture) {
    ComputationGraph network = network(architecture);
    for (Map.Entry<String, INDArray> entry : network.paramTable().entrySet()) {
      if (!entry.getKey().matches(".*(scaleShift|statistics|bias|b)")) {
        continue;
      }
      INDArray values = entry.getValue();
      var chance = Chance.generator(1, entry.getKey(), 0);
      for (long i = 0; i < values.length(); i++) {
        values.putScalar(i, 0.5 + chance.nextDouble());
      }
    }
    return network;
  }

  @ParameterizedTest
  @MethodSource("architectures")
  void onnxRuntimeGivesOurProbabilities(Architecture architecture) throws Exception {
    ComputationGraph network = random(architecture);
    double[][] ours;
    try (Predictor predictor = Predictor.of(ModelFile.write(network))) {
      ours = predictor.probabilities(IMAGES);
    }
    byte[] file = OnnxFile.of(network, "some", FACTS.metadata());
    try (OnnxRuntime runtime = new OnnxRuntime(file)) {
      float[][] theirs = runtime.probabilities(IMAGES);
      for (int i = 0; i < IMAGES.size(); i++) {
        for (int c = 0; c < 10; c++) {
          assertThat((double) theirs[i][c]).isCloseTo(ours[i][c], within(1e-5));
        }
      }
      // Not one answer to all.
      assertThat(ours[0][0]).isNotCloseTo(ours[5][0], within(1e-4));
      assertThat(runtime.metadata())
          .containsEntry("temperature", "1.25")
          .containsEntry("labels", "0,1,2,3,4,5,6,7,8,9")
          .containsEntry("training_run", "20260101-000000-000-train-000000");
      assertThat(runtime.probabilities(IMAGES.subList(7, 8))[0])
          .containsExactly(theirs[7], within(1e-6f));
    }
  }

  @ParameterizedTest
  @MethodSource("architectures")
  void safetensorsHoldEveryWeightOnce(Architecture architecture) throws Exception {
    ComputationGraph network = random(architecture);
    ByteBuffer file =
        ByteBuffer.wrap(SafetensorsFile.of(network, FACTS.metadata()))
            .order(ByteOrder.LITTLE_ENDIAN);
    long length = file.getLong();
    assertThat(length % 8).isZero();
    byte[] text = new byte[(int) length];
    file.get(text);
    JsonNode header = new ObjectMapper().readTree(new String(text, UTF_8));
    assertThat(header.get("__metadata__").get("architecture").asText()).isEqualTo("vgg");
    long numbers = 0;
    long end = 0;
    for (Map.Entry<String, JsonNode> tensor : header.properties()) {
      if (tensor.getKey().equals("__metadata__")) {
        continue;
      }
      long size = 1;
      for (JsonNode side : tensor.getValue().get("shape")) {
        size *= side.asLong();
      }
      JsonNode offsets = tensor.getValue().get("data_offsets");
      assertThat(offsets.get(0).asLong()).isEqualTo(end);
      end = offsets.get(1).asLong();
      assertThat(end - offsets.get(0).asLong()).as(tensor.getKey()).isEqualTo(4 * size);
      assertThat(tensor.getValue().get("dtype").asText()).isEqualTo("F32");
      numbers += size;
    }
    assertThat(numbers).isEqualTo(network.numParams());
    assertThat(file.remaining()).isEqualTo(end);
  }

  /** Logits of a linear network are sums that anyone can make of its tensors. */
  @Test
  void theTensorsOfALinearNetworkReadImages() throws Exception {
    ComputationGraph network = random(new Linear());
    ByteBuffer file =
        ByteBuffer.wrap(SafetensorsFile.of(network, Map.of())).order(ByteOrder.LITTLE_ENDIAN);
    byte[] text = new byte[(int) file.getLong()];
    file.get(text);
    JsonNode header = new ObjectMapper().readTree(new String(text, UTF_8));
    int data = file.position();
    int weights = data + header.get("classes.weights").get("data_offsets").get(0).asInt();
    int bias = data + header.get("classes.bias").get("data_offsets").get(0).asInt();
    double[] powers = new double[10];
    double sum = 0;
    for (int c = 0; c < 10; c++) {
      double logit = file.getFloat(bias + 4 * c);
      for (int s = 0; s < 2352; s++) {
        double sample = ((IMAGES.get(3).samples()[s] & 0xff) - 128) / 128.0;
        logit += sample * file.getFloat(weights + 4 * (c * 2352 + s));
      }
      powers[c] = Math.exp(logit);
      sum += powers[c];
    }
    try (Predictor predictor = Predictor.of(ModelFile.write(network))) {
      double[] ours = predictor.probabilities(IMAGES.subList(3, 4))[0];
      for (int c = 0; c < 10; c++) {
        assertThat(powers[c] / sum).isCloseTo(ours[c], within(1e-5));
      }
    }
  }

  @Test
  void anExportIsHardlyLargerThanItsWeights() {
    ComputationGraph network = random(new Resnet(16, 2));
    double weights = 4.0 * network.numParams();
    assertThat(OnnxFile.of(network, "some", FACTS.metadata()).length / weights).isLessThan(1.1);
    assertThat(SafetensorsFile.of(network, FACTS.metadata()).length / weights).isLessThan(1.1);
  }

  @Test
  void aCardSaysWhatItIsAndHowGood() {
    assertThat(ModelCard.of(FACTS))
        .contains(
            "# some-augmented",
            "| vgg, after Somebody, Some paper, 2015 |",
            "| 1,234,567 |",
            "97.12 % of 50,000 images (95 % interval 97.00 to 97.25 %)",
            "It reads digit 7 worse than all test images.",
            "| 1.2500 |",
            "`some-augmented.onnx`",
            "## Out of scope")
        .doesNotContain("null", "Optional");
  }

  @ParameterizedTest
  @CsvSource({
    "corpus, CHANGED_ANEW, the corpus",
    "augmented, PASTED_ANEW, the corpus and copies of it",
    "fresh, CHANGED_ANEW, 'images of the corpus, each changed anew in every epoch'",
    "fresh, PASTED_ANEW, 'digits of the corpus, each pasted anew on a photo in every epoch'"
  })
  void aCardSaysWhatTheNetworkLearntFrom(String corpus, Regime fresh, String words) {
    ModelFacts facts =
        new ModelFacts(
            "some",
            corpus,
            fresh,
            "vgg",
            "A paper",
            1,
            0.9,
            Optional.empty(),
            Optional.empty(),
            List.of(),
            "r",
            "0");
    assertThat(ModelCard.of(facts))
        .contains("| trained on | " + words + " |")
        .contains("a digit has the inverse colours of the photo around it");
  }
}
