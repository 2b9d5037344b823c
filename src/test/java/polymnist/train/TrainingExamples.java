package polymnist.train;

import org.deeplearning4j.nn.graph.ComputationGraph;
import polymnist.chance.Chance;
import polymnist.corpus.CorpusImage;
import polymnist.image.Image;
import polymnist.image.png.Png;
import polymnist.network.Architecture;
import polymnist.network.NativeLibrary;
import polymnist.network.NetworkFrame;
import polymnist.network.WarmUpCosine;

/** What tests of training need in many places. */
public final class TrainingExamples {
  private TrainingExamples() {}

  /** Returns a network that was not trained. */
  public static ComputationGraph network(Architecture architecture) {
    return network(architecture, 1);
  }

  /** Returns a network that was not trained, of a seed. */
  public static ComputationGraph network(Architecture architecture, long seed) {
    NativeLibrary.prepare();
    ComputationGraph network =
        new ComputationGraph(
            architecture.network(new NetworkFrame(seed, new WarmUpCosine(0.01, 2, 10))));
    network.init();
    return network;
  }

  /** Returns an epoch's row of a learning curve. */
  static LearningCurveRow row(int epoch, double validationLoss) {
    return new LearningCurveRow(
        "a", "corpus", epoch, 1 / 3.0, 0.25, validationLoss, 0.5, 1e-3, 10, 2, 3, 4, 5, 6, 7, 8);
  }

  /** Returns an image of the corpus in modality m0. */
  public static CorpusImage image(int index, String split) {
    Image image = pixels(index);
    return CorpusImage.of(
        "train", split, "m0", index % 10, index, index, image, Png.encode(image), "none");
  }

  /** Returns a noisy image with a bright row at a height that tells its label, the last digit. */
  public static Image pixels(int index) {
    Image image = Image.black(3, 28, 28);
    Chance.generator(1, "image", index).nextBytes(image.samples());
    for (int channel = 0; channel < 3; channel++) {
      for (int x = 0; x < 28; x++) {
        image.samples()[(channel * 28 + 2 * (index % 10) + 4) * 28 + x] = (byte) 255;
      }
    }
    return image;
  }
}
