package polymnist.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import polymnist.job.Jobs;
import polymnist.job.Stage;
import polymnist.model.LayerRow;
import polymnist.network.Architecture;
import polymnist.train.LearningCurveRow;
import polymnist.train.NetworkSettings;
import polymnist.train.Trainer;
import polymnist.train.TrainingOptions;
import polymnist.train.TrainingPlan;
import polymnist.train.average.WorkerMeeting;
import polymnist.train.shard.ShardStore;
import polymnist.warehouse.StageRun;

/**
 * Times training and prediction: two workers against one, against two trainings at once that have
 * nothing to do with each other, and against each {@link Rival}. The candidates take turns, so that
 * a machine that gets slower slows all of them; the figure is the median of the repetitions, or of
 * their ratios.
 *
 * <p>Then trains as the settings of training say, with several numbers of workers and seeds, and
 * compares what was learned, what time was not spent in the networks, and what a {@link ScaleModel}
 * says of more workers than there are.
 *
 * <p>Reads {@code corpus}; writes {@code training_profile} ({@link LayerTimeRow}), {@code
 * training_benchmark} ({@link TrainingSpeedRow}), {@code training_benchmark_accuracy} ({@link
 * AveragingCostRow}), {@code training_scale} ({@link ScaleRow}) and {@code inference_benchmark}
 * ({@link InferenceSpeedRow}), and prints a table of each, line by line.
 *
 * <pre>./spark-submit.sh --master 'local-cluster[2,1,3072]' benchmark</pre>
 */
public final class BenchmarkJob implements Stage<BenchmarkSettings> {
  private static final String CORPUS = "corpus";

  /** Images on which networks are trained at first, to see how fast they are. */
  private static final int FEW = 4_096;

  /** Images that networks are validated on where only time counts, of which this is no part. */
  private static final int MIN_IMAGES = 512;

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
    return List.of(
        "training_profile",
        "training_benchmark",
        "training_benchmark_accuracy",
        "training_scale",
        "inference_benchmark");
  }

  @Override
  public List<String> tables(BenchmarkSettings settings) {
    return List.of("corpus");
  }

  @Override
  public void run(SparkSession spark, BenchmarkSettings settings, StageRun run) {
    Dataset<Row> training = images(run, "train");
    Timed timed =
        new Timed(
            JavaSparkContext.fromSparkContext(spark.sparkContext()),
            settings,
            run.warehouse().cache("benchmark"));
    ShardStore few = store(run, settings, "few", training, FEW);
    ShardStore fewest = store(run, settings, "fewest", training, MIN_IMAGES);
    List<LayerTimeRow> profile = profile(settings);
    List<TrainingSpeedRow> speed =
        speed(
            timed,
            settings,
            few,
            fewest,
            count -> store(run, settings, "training", training, count));
    ShardStore most = store(run, settings, "accuracy", training, settings.accuracyImages());
    ShardStore validation =
        store(run, settings, "validation", images(run, "validation"), settings.accuracyImages());
    Averaging averaging = accuracy(timed, settings, most, few, validation);
    List<InferenceSpeedRow> inference = inference(timed.spark(), settings, run);
    run.writeSmall(
        "training_profile",
        spark.createDataFrame(
            profile.stream().map(LayerTimeRow::toRow).toList(), LayerTimeRow.SCHEMA));
    run.writeSmall(
        "training_benchmark",
        spark.createDataFrame(
            speed.stream().map(TrainingSpeedRow::toRow).toList(), TrainingSpeedRow.SCHEMA));
    run.writeSmall(
        "training_benchmark_accuracy",
        spark.createDataFrame(
            averaging.costs.stream().map(AveragingCostRow::toRow).toList(),
            AveragingCostRow.SCHEMA));
    run.writeSmall(
        "training_scale",
        spark.createDataFrame(
            averaging.scale.stream().map(ScaleRow::toRow).toList(), ScaleRow.SCHEMA));
    run.writeSmall(
        "inference_benchmark",
        spark.createDataFrame(
            inference.stream().map(InferenceSpeedRow::toRow).toList(), InferenceSpeedRow.SCHEMA));
  }

  /** What averaging costs, and what it would cost with more workers. */
  private record Averaging(List<AveragingCostRow> costs, List<ScaleRow> scale) {}

  private static Dataset<Row> images(StageRun run, String split) {
    return run.read("corpus")
        .where(functions.col("split").equalTo(split))
        .select("id", "label", "image")
        .orderBy("id");
  }

  private static ShardStore store(
      StageRun run, BenchmarkSettings settings, String what, Dataset<Row> images, int most) {
    return ShardStore.of(
        run.warehouse().cache("shards"),
        String.format(
            Locale.ROOT,
            "benchmark %s %s %d %d",
            what,
            run.inputFolder("corpus"),
            most,
            settings.seed()),
        // By a hash, so that the first images are of all labels and modalities.
        images.orderBy(functions.xxhash64(functions.col("id"))).limit(most),
        settings.shardImages(),
        settings.seed());
  }

  /** Times the layers of each network, on one core of the driver's machine. */
  private static List<LayerTimeRow> profile(BenchmarkSettings settings) {
    double peak = LayerProfile.peak();
    System.out.printf(
        Locale.ROOT, "%.0f billion products a second are the peak of a core%n%n", peak / 1e9);
    System.out.print(LayerTimeRow.HEADER);
    List<LayerTimeRow> rows = new ArrayList<>();
    for (String name : settings.train()) {
      List<LayerTimeRow> layers =
          LayerProfile.of(
              name,
              settings.networks().get(name).architecture(),
              settings.batchSize(),
              settings.seconds(),
              peak);
      System.out.print(LayerTimeRow.lines(layers));
      rows.addAll(layers);
    }
    System.out.println();
    return rows;
  }

  private static List<TrainingSpeedRow> speed(
      Timed timed,
      BenchmarkSettings settings,
      ShardStore few,
      ShardStore fewest,
      IntFunction<ShardStore> stores) {
    PyTorch pytorch = new PyTorch(settings.python());
    Libtorch libtorch = new Libtorch(settings.libtorch());
    System.out.print(TrainingSpeedRow.HEADER);
    List<TrainingSpeedRow> rows = new ArrayList<>();
    for (String name : settings.train()) {
      Architecture architecture = settings.networks().get(name).architecture();
      // The second of these epochs, as the first is mostly spent on compiling.
      double speed = timed.train(name, 2, 2, few, fewest).get(1).imagesPerSecond();
      // An epoch costs a part of a second whatever it has, so it lasts as long as there are images.
      ShardStore training = stores.apply(imagesFor(speed, settings));
      double second = warmUp(timed, settings, name, training, fewest);
      int epochs = (int) Math.max(1, Math.round(second * settings.seconds() / training.images()));
      int images = Math.toIntExact(training.images());
      List<TrainingSpeedRow> repetitions = new ArrayList<>();
      for (int i = 1; i <= settings.repetitions(); i++) {
        repetitions.add(
            TrainingSpeedRow.of(
                name,
                i,
                timed.train(name, 2, epochs, training, fewest),
                timed.train(name, 1, epochs, training, fewest),
                timed.trainApart(name, epochs, training, fewest),
                pytorch.training(architecture, settings.seconds(), images, settings.batchSize()),
                libtorch.training(architecture, settings.seconds(), images, settings.batchSize())));
      }
      System.out.print(TrainingSpeedRow.line(repetitions));
      rows.addAll(repetitions);
    }
    System.out.println(TrainingSpeedRow.lineOfAll(rows));
    return rows;
  }

  /**
   * Returns how many images are trained in the seconds of the settings, in whole shards.
   *
   * @param speed images a second
   */
  private static int imagesFor(double speed, BenchmarkSettings settings) {
    double shards = Math.ceil(speed * settings.seconds() / settings.shardImages());
    return (int) Math.min(settings.images(), shards * settings.shardImages());
  }

  /**
   * Trains with two workers for a while, as the JVMs compile what they do most, and returns how
   * many images they train a second then.
   */
  private static double warmUp(
      Timed timed,
      BenchmarkSettings settings,
      String name,
      ShardStore training,
      ShardStore validation) {
    long begun = System.nanoTime();
    double speed;
    do {
      speed = timed.train(name, 2, 1, training, validation).get(0).imagesPerSecond();
    } while (System.nanoTime() - begun < settings.warmUpSeconds() * 1e9);
    return speed;
  }

  private static Averaging accuracy(
      Timed timed,
      BenchmarkSettings settings,
      ShardStore many,
      ShardStore few,
      ShardStore validation) {
    List<AveragingCostRow> rows = new ArrayList<>();
    List<ScaleModel.Measured> measured = new ArrayList<>();
    for (String name : settings.accuracy()) {
      warmUp(timed, settings, name, few, few);
      for (int i = 0; i < settings.seeds(); i++) {
        for (int workers : settings.workers()) {
          NetworkSettings network = settings.networks().get(name).sharedBy(workers);
          int epochs = Math.min(network.epochs(), settings.accuracyEpochs());
          List<LearningCurveRow> curve =
              timed.train(name, network, workers, epochs, settings.seed() + i, many, validation);
          int atOnce = Math.min(workers, timed.spark().defaultParallelism());
          TrainingPlan plan =
              new TrainingPlan(
                  many.sizes(),
                  settings.networks().get(name),
                  workers,
                  epochs,
                  settings.warmUp(),
                  settings.seed() + i);
          measured.add(measured(timed.spark(), name, plan, atOnce, curve));
          rows.add(AveragingCostRow.of(name, workers, atOnce, settings.seed() + i, curve));
        }
      }
    }
    System.out.println(AveragingCostRow.table(rows));
    List<ScaleRow> scale = ScaleModel.rows(measured);
    if (!measured.isEmpty()) {
      System.out.println(ScaleModel.fitted(measured) + System.lineSeparator());
      System.out.println(ScaleRow.table(scale));
    }
    return new Averaging(rows, scale);
  }

  /**
   * Returns what was measured of a training.
   *
   * @param atOnce how many workers ran at the same time
   */
  private static ScaleModel.Measured measured(
      JavaSparkContext spark,
      String name,
      TrainingPlan plan,
      int atOnce,
      List<LearningCurveRow> curve) {
    double useful = curve.stream().mapToDouble(e -> e.computeSeconds() + e.dataSeconds()).sum();
    boolean together =
        atOnce == plan.workers() && WorkerMeeting.isAllowed(spark.getConf(), plan.workers());
    return new ScaleModel.Measured(
        name,
        plan,
        ScaleModel.Way.of(plan.workers(), together),
        LayerRow.of(name, plan.network().architecture()).stream()
            .mapToLong(LayerRow::parameters)
            .sum(),
        curve.stream().mapToInt(LearningCurveRow::rounds).sum(),
        useful,
        curve.stream().mapToDouble(LearningCurveRow::seconds).sum() - useful / atOnce);
  }

  private static List<InferenceSpeedRow> inference(
      JavaSparkContext spark, BenchmarkSettings settings, StageRun run) {
    if (settings.inference().isEmpty()) {
      return List.of();
    }
    ShardStore test = store(run, settings, "test", images(run, "test"), settings.inferenceImages());
    return new InferenceBenchmark(spark, settings, test).rows();
  }

  /** Trains networks of the settings. */
  private record Timed(JavaSparkContext spark, BenchmarkSettings settings, Path checkpoints) {
    /** Returns the learning curve of as many images in a minibatch of a worker as PyTorch has. */
    List<LearningCurveRow> train(
        String name, int workers, int epochs, ShardStore training, ShardStore validation) {
      NetworkSettings network =
          settings.networks().get(name).withBatchSize(workers * settings.batchSize());
      return train(name, network, workers, epochs, settings.seed(), training, validation);
    }

    /** Returns the learning curves of two trainings at once, of one worker each. */
    List<List<LearningCurveRow>> trainApart(
        String name, int epochs, ShardStore training, ShardStore validation) {
      NetworkSettings network = settings.networks().get(name).withBatchSize(settings.batchSize());
      return Stream.of(settings.seed(), settings.seed() + 1)
          .map(
              seed ->
                  CompletableFuture.supplyAsync(
                      () -> train(name, network, 1, epochs, seed, training, validation),
                      task -> new Thread(task, "train-apart").start()))
          .toList() // Both have started before one is waited for.
          .stream()
          .map(CompletableFuture::join)
          .toList();
    }

    /** Returns the learning curve of a network with so many workers and epochs. */
    List<LearningCurveRow> train(
        String name,
        NetworkSettings network,
        int workers,
        int epochs,
        long seed,
        ShardStore training,
        ShardStore validation) {
      TrainingOptions options =
          new TrainingOptions("benchmark", workers, settings.warmUp(), epochs, seed);
      Trainer trainer = new Trainer(spark, options, checkpoints, row -> {});
      List<LearningCurveRow> curve =
          trainer
              .train(new Trainer.Task(name, CORPUS, network, epochs), training, validation)
              .curve();
      trainer.removeCheckpoints();
      return curve;
    }
  }
}
