package polymnist.train;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.deeplearning4j.nn.graph.ComputationGraph;
import polymnist.corpus.Image;

/**
 * Times prediction as {@code evaluate} and {@code custom} predict, by a {@link Predictor}, in two
 * tasks, from the bytes of decoded images on; and PyTorch, which has its images in memory. Weights
 * are those that training begins with, on which the time does not depend.
 */
final class InferenceBenchmark {
  private static final int TASKS = 2;

  /** Images that a task hands over at once. */
  private static final int AT_ONCE = 512;

  private final JavaSparkContext spark;
  private final BenchmarkSettings settings;
  private final ShardStore images;
  private final PyTorch pytorch;

  InferenceBenchmark(JavaSparkContext spark, BenchmarkSettings settings, ShardStore images) {
    this.spark = spark;
    this.settings = settings;
    this.images = images;
    this.pytorch = new PyTorch(settings.python());
  }

  /** Returns a row for each network and repetition. */
  List<InferenceBenchmarkRow> rows() {
    List<InferenceBenchmarkRow> rows = new ArrayList<>();
    for (String name : settings.inference()) {
      Architecture architecture = settings.networks().get(name).architecture();
      Broadcast<byte[]> model = spark.broadcast(untrained(architecture));
      int passes = warmUp(model);
      for (int i = 1; i <= settings.repetitions(); i++) {
        InferenceBenchmarkRow row =
            new InferenceBenchmarkRow(
                name,
                i,
                passes * images.images(),
                passes * images.images() / seconds(model, passes),
                pytorch
                    .prediction(architecture, settings.seconds(), (int) (images.images() / TASKS))
                    .orElse(Double.NaN));
        rows.add(row);
        System.err.println(row);
      }
      model.destroy();
    }
    return rows;
  }

  private byte[] untrained(Architecture architecture) {
    NativeLibrary.prepare();
    ComputationGraph network =
        new ComputationGraph(
            architecture.network(new Training(settings.seed(), new WarmUpCosine(1e-3, 1, 2))));
    network.init();
    return ModelFile.write(network);
  }

  /**
   * Predicts until the JVMs have compiled what they do most, and returns how many passes over the
   * images take about as long as PyTorch predicts, at least one.
   */
  private int warmUp(Broadcast<byte[]> model) {
    double all = 0;
    double pass;
    do {
      pass = seconds(model, 1);
      all += pass;
    } while (all < settings.seconds());
    return (int) Math.max(1, Math.round(settings.seconds() / pass));
  }

  /** Returns the time that it takes to read all images so often. */
  private double seconds(Broadcast<byte[]> model, int passes) {
    int shards = images.sizes().size();
    List<Integer> work =
        IntStream.range(0, passes * shards).mapToObj(turn -> turn % shards).toList();
    long start = System.nanoTime();
    long predicted =
        spark.parallelize(work, TASKS).mapPartitions(new Reader(model, images)).reduce(Long::sum);
    double seconds = (System.nanoTime() - start) / 1e9;
    if (predicted != passes * images.images()) {
      throw new IllegalStateException(
          "%d images were to be predicted %d times, but %d were"
              .formatted(images.images(), passes, predicted));
    }
    return seconds;
  }

  /** Predicts the images of some shards and returns how many there were. */
  private record Reader(Broadcast<byte[]> model, ShardStore store)
      implements FlatMapFunction<Iterator<Integer>, Long> {
    @Override
    public Iterator<Long> call(Iterator<Integer> shards) {
      Predictor predictor = Predictor.ofTask(model.value());
      long predicted = 0;
      while (shards.hasNext()) {
        Shard shard = store.read(shards.next());
        for (int from = 0; from < shard.images(); from += AT_ONCE) {
          List<Image> images =
              IntStream.range(from, Math.min(from + AT_ONCE, shard.images()))
                  .mapToObj(shard::image)
                  .toList();
          predicted += predictor.probabilities(images).length;
        }
      }
      return Collections.singleton(predicted).iterator();
    }
  }
}
