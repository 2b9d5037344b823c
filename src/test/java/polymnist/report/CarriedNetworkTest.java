package polymnist.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import polymnist.chance.Chance;
import polymnist.image.Image;
import polymnist.model.ModelFile;
import polymnist.model.Predictor;
import polymnist.model.TrainedModel;
import polymnist.network.Architecture;
import polymnist.network.Lenet;
import polymnist.network.Linear;
import polymnist.network.Mlp;
import polymnist.network.Resnet;
import polymnist.network.Vgg;
import polymnist.network.layer.NetworkPlan;
import polymnist.train.TrainingExamples;

/** The forward pass of the page, in a real browser. */
class CarriedNetworkTest {
  private static final List<Architecture> ARCHITECTURES =
      List.of(
          new Linear(),
          new Mlp(List.of(32, 16)),
          new Lenet(5, 7, 20),
          new Vgg(8, 16, 0.5),
          new Resnet(8, 2),
          new Resnet(4, 1));

  private static final List<Image> IMAGES =
      IntStream.range(0, 20).mapToObj(TrainingExamples::pixels).toList();

  @TempDir Path folder;

  /** Returns a network whose biases and running statistics are chance, too. */
  private static ComputationGraph random(Architecture architecture) {
    ComputationGraph network = TrainingExamples.network(architecture);
    for (Map.Entry<String, INDArray> entry : network.paramTable().entrySet()) {
      if (entry.getKey().matches(".*(scaleShift|statistics|bias|b)")) {
        var chance = Chance.generator(1, entry.getKey(), 0);
        for (long i = 0; i < entry.getValue().length(); i++) {
          entry.getValue().putScalar(i, 0.5 + chance.nextDouble());
        }
      }
    }
    return network;
  }

  @Test
  void thePageGivesOurProbabilitiesByTheSameWeights() throws IOException {
    try (Chromium browser = Chromium.start()) {
      for (Architecture architecture : ARCHITECTURES) {
        ComputationGraph network = random(architecture);
        byte[] file = ModelFile.write(network);
        Path page = folder.resolve("a page.html");
        TrainedModel model = new TrainedModel("some", "corpus", 1, file);
        Files.writeString(
            page, new DrawingPage(Optional.empty(), List.of(), 1, Optional.of(model), 0.5).html());
        browser.open(page.toUri(), 800, 600);
        double[][] unrounded;
        try (Predictor predictor = Predictor.of(file)) {
          unrounded = predictor.probabilities(IMAGES);
        }
        for (int i = 0; i < IMAGES.size(); i++) {
          PlainForwardPass pass = new PlainForwardPass(IMAGES.get(i));
          double[] expected = pass.probabilities(NetworkPlan.describe(network, pass, "images"));
          double[] read = read(browser, IMAGES.get(i));
          assertThat(read).as("%s", architecture).containsExactly(expected, within(1e-5));
          assertThat(read).as("%s", architecture).containsExactly(unrounded[i], within(2e-3));
        }
        assertThat(browser.errors()).isEmpty();
        // Not one answer to all.
        assertThat(unrounded[0][0]).isNotCloseTo(unrounded[5][0], within(1e-4));
      }
    }
  }

  private static double[] read(Chromium browser, Image image) throws IOException {
    byte[] pixels = new byte[image.samples().length];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = image.samples()[i % 3 * 784 + i / 3];
    }
    JsonNode numbers =
        new ObjectMapper()
            .readTree(
                browser.evaluate(
                    "reader.detector(Uint8Array.from(atob('%s'), c => c.charCodeAt(0)))"
                        .formatted(Base64.getEncoder().encodeToString(pixels))));
    return IntStream.range(0, 10).mapToDouble(c -> numbers.get(c).asDouble()).toArray();
  }
}
