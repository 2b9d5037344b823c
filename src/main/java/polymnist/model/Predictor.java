package polymnist.model;

import static polymnist.corpus.CorpusShape.POLYMNIST;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.TaskContext;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import polymnist.image.Image;
import polymnist.network.NetworkInput;
import polymnist.network.kernel.Precision;
import polymnist.network.layer.LayerBuffers;

/** A trained network that reads images; one per task, not shared between threads. */
public final class Predictor implements AutoCloseable {
  private static final int BATCH = 256;

  private final ComputationGraph network;
  private NetworkInput input;

  private Predictor(ComputationGraph network) {
    this.network = network;
  }

  /** Opens a network from the bytes of its checked model file; it computes in floats. */
  public static Predictor of(byte[] model) {
    return new Predictor(ModelFile.open(model));
  }

  /** Returns a network that is closed when the Spark task ends; it computes in floats. */
  public static Predictor ofTask(byte[] model) {
    return ofTask(model, Precision.FLOAT);
  }

  /** Returns a network that is closed when the Spark task ends. */
  public static Predictor ofTask(byte[] model, Precision precision) {
    Predictor predictor = new Predictor(ModelFile.open(model, precision));
    TaskContext.get().addTaskCompletionListener((TaskContext task) -> predictor.close());
    return predictor;
  }

  /** Frees the network's buffers. */
  @Override
  public void close() {
    LayerBuffers.free(network);
    if (input != null) {
      input.close();
    }
  }

  /**
   * Returns the probability of each class for each image, [N,10].
   *
   * @param images all [3,28,28]
   * @throws IllegalArgumentException when an image has another shape
   */
  public double[][] probabilities(List<Image> images) {
    double[][] probabilities = new double[images.size()][];
    for (int from = 0; from < images.size(); from += BATCH) {
      List<Image> batch = images.subList(from, Math.min(from + BATCH, images.size()));
      double[][] rows = probabilities(features(batch));
      System.arraycopy(rows, 0, probabilities, from, rows.length);
    }
    return probabilities;
  }

  /**
   * Returns the probability of each class for each image, [N,10], and what the last layer reads.
   *
   * @param embeddings a place for each image
   */
  public double[][] probabilities(List<Image> images, float[][] embeddings) {
    double[][] probabilities = new double[images.size()][];
    String output = network.getConfiguration().getNetworkOutputs().get(0);
    String last = network.getConfiguration().getVertexInputs().get(output).get(0);
    for (int from = 0; from < images.size(); from += BATCH) {
      List<Image> batch = images.subList(from, Math.min(from + BATCH, images.size()));
      Map<String, INDArray> results = network.feedForward(features(batch), false);
      double[][] rows = rows(results.get(output));
      INDArray read = results.get(last);
      float[] all = read.dup('c').data().asFloat();
      int each = all.length / batch.size();
      for (int i = 0; i < batch.size(); i++) {
        embeddings[from + i] = Arrays.copyOfRange(all, i * each, (i + 1) * each);
        probabilities[from + i] = rows[i];
      }
    }
    return probabilities;
  }

  /** Returns the probability of each class for each image of network input [N,3,28,28]. */
  public double[][] probabilities(INDArray features) {
    return rows(network.outputSingle(features));
  }

  private static double[][] rows(INDArray answers) {
    int classes = (int) answers.size(1);
    double[][] probabilities = new double[(int) answers.size(0)][classes];
    FloatBuffer values = answers.dup('c').data().asNioFloat();
    for (double[] row : probabilities) {
      for (int c = 0; c < classes; c++) {
        row[c] = values.get();
      }
    }
    return probabilities;
  }

  private INDArray features(List<Image> images) {
    if (input == null) {
      input = new NetworkInput(BATCH);
    }
    for (int i = 0; i < images.size(); i++) {
      Image image = images.get(i);
      if (!POLYMNIST.fits(image)) {
        throw new IllegalArgumentException(
            "networks read images %s, but got %s".formatted(POLYMNIST.ofImage(), image));
      }
      input.put(i, image.samples());
    }
    return input.features(images.size());
  }
}
