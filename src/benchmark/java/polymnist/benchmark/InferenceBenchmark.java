package polymnist.benchmark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.deeplearning4j.nn.graph.ComputationGraph;
import polymnist.image.Image;
import polymnist.model.ModelFile;
import polymnist.model.Predictor;
import polymnist.network.Architecture;
import polymnist.network.NativeLibrary;
import polymnist.network.NetworkFrame;
import polymnist.network.WarmUpCosine;
import polymnist.network.kernel.Precision;
import polymnist.network.kernel.Processor;
import polymnist.train.shard.Shard;
import polymnist.train.shard.ShardStore;

/**
 * Times prediction as {@code evaluate} and {@code custom} predict, by a {@link Predictor}, in two
 * tasks, and by {@link Libtorch}. Both have opened the network and have decoded images in memory,
 * as bytes, when the time begins; it counts all from there to probabilities. Weights are those that
 * training begins with, on which the time does not depend.
 */
final class InferenceBenchmark {
  private static final int TASKS = 2;

  /** Images that a task hands over at once. */
  private static final int AT_ONCE = 512;

  private final JavaSparkContext spark;
  private final BenchmarkSettings settings;
  private final ShardStore images;

  InferenceBenchmark(JavaSparkContext spark, BenchmarkSettings settings, ShardStore images) {
    this.spark = spark;
    this.settings = settings;
    this.images = images;
  }

  /** Returns a row for each network and repetition, and prints the lines of a table of them. */
  List<InferenceSpeedRow> rows() {
    System.out.print(InferenceSpeedRow.HEADER);
    List<InferenceSpeedRow> rows = new ArrayList<>();
    for (String name : settings.prediction().networks()) {
      Architecture architecture = settings.architecture(name);
      Broadcast<byte[]> model = spark.broadcast(untrained(architecture));
      // The JVMs compile what they do most.
      predicted(model, Precision.FLOAT);
      List<InferenceSpeedRow> repetitions = new ArrayList<>();
      for (int i = 1; i <= settings.timing().repetitions(); i++) {
        List<Predicted> tasks = predicted(model, Precision.FLOAT);
        Libtorch libtorch = new Libtorch(settings.libtorch());
        ToDoubleFunction<Precision> rival =
            precision ->
                libtorch.prediction(
                    architecture,
                    precision,
                    settings.timing().seconds(),
                    (int) (images.images() / TASKS));
        InferenceSpeedRow row =
            new InferenceSpeedRow(
                name,
                i,
                tasks.stream().mapToLong(Predicted::images).sum(),
                speed(tasks),
                Processor.hasBfloat16() ? speed(predicted(model, Precision.BFLOAT16)) : Double.NaN,
                rival.applyAsDouble(Precision.FLOAT),
                Libtorch.inBfloat16(rival));
        repetitions.add(row);
      }
      System.out.print(InferenceSpeedRow.line(repetitions));
      rows.addAll(repetitions);
      model.destroy();
    }
    return rows;
  }

  private byte[] untrained(Architecture architecture) {
    NativeLibrary.prepare();
    ComputationGraph network =
        new ComputationGraph(
            architecture.network(new NetworkFrame(settings.seed(), new WarmUpCosine(1e-3, 1, 2))));
    network.init();
    return ModelFile.write(network);
  }

  private static double speed(List<Predicted> tasks) {
    return tasks.stream().mapToDouble(Predicted::imagesPerSecond).sum();
  }

  private List<Predicted> predicted(Broadcast<byte[]> model, Precision precision) {
    List<Integer> shards = IntStream.range(0, images.sizes().size()).boxed().toList();
    return spark
        .parallelize(shards, TASKS)
        .mapPartitions(new InferenceTask(model, precision, images, settings.timing().seconds()))
        .collect();
  }

  /** What a task did. */
  private record Predicted(long images, double seconds) implements Serializable {
    double imagesPerSecond() {
      return images == 0 ? 0 : images / seconds;
    }
  }

  /** Reads some shards, then predicts their images again and again. */
  private record InferenceTask(
      Broadcast<byte[]> model, Precision precision, ShardStore store, int seconds)
      implements FlatMapFunction<Iterator<Integer>, Predicted> {
    @Override
    public Iterator<Predicted> call(Iterator<Integer> numbers) {
      Predictor predictor = Predictor.ofTask(model.value(), precision);
      List<Shard> shards = new ArrayList<>();
      numbers.forEachRemaining(number -> shards.add(store.read(number, new byte[0])));
      long start = System.nanoTime();
      long end = start + seconds * 1_000_000_000L;
      long predicted = 0;
      for (int turn = 0; !shards.isEmpty() && System.nanoTime() < end; turn++) {
        Shard shard = shards.get(turn % shards.size());
        for (int from = 0; from < shard.images() && System.nanoTime() < end; from += AT_ONCE) {
          List<Image> images =
              IntStream.range(from, Math.min(from + AT_ONCE, shard.images()))
                  .mapToObj(shard::image)
                  .toList();
          predicted += predictor.probabilities(images).length;
        }
      }
      Predicted done = new Predicted(predicted, (System.nanoTime() - start) / 1e9);
      return Collections.singleton(done).iterator();
    }
  }
}
