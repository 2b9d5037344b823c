package polymnist.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import polymnist.job.Jobs;
import polymnist.job.Stage;
import polymnist.warehouse.StageRun;

/**
 * Times training: two workers against one, against PyTorch, and against the time that their
 * networks alone took. The candidates take turns, so that a machine that gets slower slows all of
 * them; the figure is the median of the repetitions, or of their ratios.
 *
 * <p>Reads {@code corpus}; writes {@code training_benchmark} ({@link BenchmarkRow}) and prints a
 * table of medians.
 *
 * <pre>./spark-submit.sh --master 'local-cluster[2,1,3072]' benchmark</pre>
 */
public final class BenchmarkJob implements Stage<BenchmarkSettings> {
  private static final int VALIDATION_IMAGES = 1_000;

  public static void main(String[] args) {
    Jobs.main(args, new BenchmarkJob());
  }

  @Override
  public String name() {
    return "benchmark";
  }

  @Override
  public Class<BenchmarkSettings> settingsType() {
    return BenchmarkSettings.class;
  }

  @Override
  public List<String> writes() {
    return List.of("training_benchmark");
  }

  @Override
  public List<String> tables(BenchmarkSettings settings) {
    return List.of("corpus");
  }

  @Override
  public void run(SparkSession spark, BenchmarkSettings settings, StageRun run) {
    Dataset<Row> corpus =
        run.read("corpus").where("split = 'train'").select("id", "label", "image").orderBy("id");
    ShardStore training = store(run, settings, corpus, settings.images());
    ShardStore few = store(run, settings, corpus, VALIDATION_IMAGES);
    PyTorch pytorch = new PyTorch(settings.python());
    List<BenchmarkRow> rows = new ArrayList<>();
    for (String name : settings.train()) {
      NetworkSettings network = settings.networks().get(name);
      train(spark, run, settings, name, 2, few, few);
      for (int i = 1; i <= settings.repetitions(); i++) {
        LearningCurveRow two = train(spark, run, settings, name, 2, training, few);
        LearningCurveRow one = train(spark, run, settings, name, 1, training, few);
        double rival =
            pytorch
                .imagesPerSecond(
                    network.architecture(), settings.pytorchSeconds(), settings.batchSize())
                .orElse(Double.NaN);
        rows.add(
            new BenchmarkRow(
                name,
                i,
                two.examples(),
                two.imagesPerSecond(),
                one.imagesPerSecond(),
                rival,
                overhead(two)));
        System.err.printf(
            Locale.ROOT,
            "benchmark %-10s %d of %d  two workers %,.0f images/s, one %,.0f, PyTorch %,.0f,"
                + " overhead %.1f %%%n",
            name,
            i,
            settings.repetitions(),
            two.imagesPerSecond(),
            one.imagesPerSecond(),
            rival,
            100 * overhead(two));
      }
    }
    System.out.print(table(rows));
    run.writeSmall(
        "training_benchmark",
        spark.createDataFrame(
            rows.stream().map(BenchmarkRow::toRow).toList(), BenchmarkRow.SCHEMA));
  }

  private static double overhead(LearningCurveRow two) {
    return 1 - (two.computeSeconds() + two.dataSeconds()) / (2 * two.seconds());
  }

  private static ShardStore store(
      StageRun run, BenchmarkSettings settings, Dataset<Row> corpus, int images) {
    return ShardStore.of(
        new Path(run.warehouse().cache(), "shards"),
        "benchmark %s %d %d".formatted(run.inputFolder("corpus"), images, settings.seed()),
        corpus.limit(images),
        4096,
        settings.seed());
  }

  /** Trains a network for one epoch. */
  private static LearningCurveRow train(
      SparkSession spark,
      StageRun run,
      BenchmarkSettings settings,
      String name,
      int workers,
      ShardStore training,
      ShardStore validation) {
    NetworkSettings network = settings.networks().get(name);
    TrainSettings train =
        new TrainSettings(
            List.of(name),
            List.of(TrainSettings.CORPUS),
            workers,
            settings.batchSize(),
            4096,
            0.1,
            1,
            true,
            Map.of(name, network),
            settings.seed());
    Trainer trainer =
        new Trainer(
            JavaSparkContext.fromSparkContext(spark.sparkContext()),
            train,
            new Path(run.warehouse().cache(), "benchmark"),
            row -> {});
    Trainer.Trained trained =
        trainer.train(
            new Trainer.Task(name, TrainSettings.CORPUS, network, 1), training, validation);
    trainer.removeCheckpoints();
    return trained.curve().get(0);
  }

  /** Returns the medians as a table in Markdown. */
  static String table(List<BenchmarkRow> rows) {
    Map<String, List<BenchmarkRow>> networks = new TreeMap<>();
    rows.forEach(row -> networks.computeIfAbsent(row.network(), n -> new ArrayList<>()).add(row));
    StringBuilder table =
        new StringBuilder(
            """
            | network | two workers, images/s | PyTorch, images/s | times PyTorch | times one worker | overhead |
            |---|---|---|---|---|---|
            """);
    networks.forEach(
        (name, all) ->
            table.append(
                String.format(
                    Locale.ROOT,
                    "| %s | %,.0f | %,.0f | %.2f | %.2f | %.1f %% |%n",
                    name,
                    median(all, BenchmarkRow::twoWorkers),
                    median(all, BenchmarkRow::pytorch),
                    median(all, row -> row.twoWorkers() / row.pytorch()),
                    median(all, row -> row.twoWorkers() / row.oneWorker()),
                    100 * median(all, BenchmarkRow::overhead))));
    return table.toString();
  }

  private static double median(List<BenchmarkRow> rows, ToDoubleFunction<BenchmarkRow> figure) {
    double[] sorted = rows.stream().mapToDouble(figure).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
