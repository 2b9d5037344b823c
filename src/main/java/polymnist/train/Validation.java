package polymnist.train;

import java.io.Serializable;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.nd4j.linalg.dataset.DataSet;
import polymnist.model.Predictor;
import polymnist.network.NativeLibrary;
import polymnist.network.kernel.Precision;
import polymnist.statistics.ClassProbabilities;
import polymnist.train.shard.EpochPlan;
import polymnist.train.shard.Minibatch;
import polymnist.train.shard.MinibatchReader;
import polymnist.train.shard.ShardStore;

/**
 * How well a network does on images that it was not trained on.
 *
 * @param images how many
 * @param correct how many of them got the highest probability at their label
 * @param lossSum the sum of the cross-entropies in nats
 */
record Validation(long images, long correct, double lossSum) implements Serializable {
  private static final int BATCH = 128;

  double accuracy() {
    return correct / (double) images;
  }

  double loss() {
    return lossSum / images;
  }

  /** Reads all images of a store with a network, in {@code tasks} tasks. */
  static Validation of(
      JavaSparkContext spark, byte[] model, Precision precision, ShardStore store, int tasks) {
    List<Minibatch> minibatches = EpochPlan.minibatches(store.sizes(), BATCH, 0, 0);
    Broadcast<byte[]> sent = spark.broadcast(model);
    // Collected in the order of the partitions, so that the sum is the same in every run.
    List<Validation> parts =
        spark
            .parallelize(minibatches, tasks)
            .mapPartitions(new ValidationTask(sent, precision, store))
            .collect();
    sent.destroy();
    return parts.stream().reduce(new Validation(0, 0, 0), Validation::plus);
  }

  private Validation plus(Validation other) {
    return new Validation(images + other.images, correct + other.correct, lossSum + other.lossSum);
  }

  private record ValidationTask(Broadcast<byte[]> model, Precision precision, ShardStore store)
      implements FlatMapFunction<Iterator<Minibatch>, Validation> {
    @Override
    public Iterator<Validation> call(Iterator<Minibatch> minibatches) {
      NativeLibrary.prepare();
      Predictor predictor = Predictor.ofTask(model.value(), precision);
      Validation sum = new Validation(0, 0, 0);
      try (MinibatchReader reader = new MinibatchReader(store, 0)) {
        while (minibatches.hasNext()) {
          DataSet data = reader.read(minibatches.next());
          sum =
              sum.plus(
                  score(
                      predictor.probabilities(data.getFeatures()),
                      data.getLabels().data().asFloat()));
        }
      }
      return Collections.singleton(sum).iterator();
    }
  }

  /**
   * Scores class probabilities [n,classes] against one-hot labels of the same shape, row after row.
   */
  static Validation score(double[][] probabilities, float[] labels) {
    long correct = 0;
    double lossSum = 0;
    for (int i = 0; i < probabilities.length; i++) {
      double[] row = probabilities[i];
      int best = ClassProbabilities.mostProbable(row);
      for (int c = 0; c < row.length; c++) {
        if (labels[i * row.length + c] == 1) {
          lossSum += ClassProbabilities.logLoss(row[c]);
          correct += best == c ? 1 : 0;
        }
      }
    }
    return new Validation(probabilities.length, correct, lossSum);
  }
}
