package polymnist.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static polymnist.train.TrainingExamples.network;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import polymnist.chance.Chance;
import polymnist.image.Image;
import polymnist.network.Resnet;

class PredictorTest {
  /** More than fit into one minibatch, so that the last one is smaller. */
  @Test
  void anImageIsPredictedAlikeAloneAndAmongMany() {
    ComputationGraph network = network(new Resnet(16, 2));
    List<Image> images = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      Image image = Image.black(3, 28, 28);
      Chance.generator(1, "image", i).nextBytes(image.samples());
      images.add(image);
    }
    try (Predictor predictor = Predictor.of(ModelFile.write(network))) {
      double[][] together = predictor.probabilities(images);
      assertThat(together).hasDimensions(600, 10);
      for (int i : new int[] {0, 255, 256, 599}) {
        double[] alone = predictor.probabilities(images.subList(i, i + 1))[0];
        assertThat(alone).containsExactly(together[i], within(1e-6));
      }
    }
  }
}
