package polymnist.train;

import org.deeplearning4j.nn.graph.ComputationGraph;

/** What tests of training need in many places. */
final class TrainingExamples {
  private TrainingExamples() {}

  /** Returns a network that was not trained. */
  static ComputationGraph network(Architecture architecture) {
    return network(architecture, 1);
  }

  /** Returns a network that was not trained, of a seed. */
  static ComputationGraph network(Architecture architecture, long seed) {
    NativeLibrary.prepare();
    ComputationGraph network =
        new ComputationGraph(
            architecture.network(new Training(seed, new WarmUpCosine(0.01, 2, 10))));
    network.init();
    return network;
  }

  /** Returns an epoch's row of a learning curve. */
  static LearningCurveRow row(int epoch, double validationLoss) {
    return new LearningCurveRow(
        "a", "corpus", epoch, 1 / 3.0, 0.25, validationLoss, 0.5, 1e-3, 10, 2, 3, 4, 5, 6, 7, 8);
  }
}
