package polymnist.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import polymnist.job.JobDescription;
import polymnist.job.JobGroup;
import polymnist.job.Stage;
import polymnist.network.Architecture;
import polymnist.network.kernel.Precision;
import polymnist.network.kernel.Processor;
import polymnist.train.LearningCurveRow;
import polymnist.train.NetworkSettings;
import polymnist.train.Trainer;
import polymnist.train.TrainingOptions;
import polymnist.train.shard.ShardStore;
import polymnist.warehouse.StageRun;

/**
 * Times training and prediction: two workers against one, against two trainings at once that have
 * nothing to do with each other, in bfloat16 where the processor multiplies it, and against {@link
 * Libtorch} in both precisions. The candidates take turns, so that a machine that gets slower slows
 * all of them; the figure is the median of the repetitions, or of their ratios.
 *
 * <p>Then trains as the settings of training say, with several numbers of workers and seeds, and
 * compares what was learned, and what time was not spent in the networks.
 *
 * <p>Reads {@code corpus}; writes {@code training_profile} ({@link LayerTimeRow}), {@code
 * training_benchmark} ({@link TrainingSpeedRow}), {@code training_benchmark_accuracy} ({@link
 * AveragingCostRow}) and {@code inference_benchmark} ({@link InferenceSpeedRow}), and prints a
 * table of each, line by line.
 *
 * <pre>./spark-submit.sh --master 'local-cluster[2,1,3072]' benchmark</pre>
 */
public final class BenchmarkJob implements Stage<BenchmarkSettings> {
  private static final String CORPUS = "corpus";

  /** Images on which networks are trained at first, to see how fast they are. */
  private static final int FEW = 4_096;

  /** Images that networks are validated on where only time counts, of which this is no part. */
  private static final int MIN_IMAGES = 512;

  @Override
  public JobDescription description() {
    return JobDescription.ofStage(
        "benchmark",
        JobGroup.STUDY,
        "time training and prediction: two workers against one, and against libtorch",
        "`corpus`",
        List.of(
            "training_profile",
            "training_benchmark",
            "training_benchmark_accuracy",
            "inference_benchmark"));
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
            run.cache("benchmark"),
            Precision.FLOAT);
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
    ShardStore most = store(run, settings, "accuracy", training, settings.averaging().images());
    ShardStore validation =
        store(
            run, settings, "validation", images(run, "validation"), settings.averaging().images());
    List<AveragingCostRow> averaging = averaging(timed, settings, most, few, validation);
    List<InferenceSpeedRow> inference = inference(timed.spark(), settings, run);
    run.writeSmall("training_profile", LayerTimeRow.TYPE.table(spark, profile));
    run.writeSmall("training_benchmark", TrainingSpeedRow.TYPE.table(spark, speed));
    run.writeSmall("training_benchmark_accuracy", AveragingCostRow.TYPE.table(spark, averaging));
    run.writeSmall("inference_benchmark", InferenceSpeedRow.TYPE.table(spark, inference));
  }

  private static Dataset<Row> images(StageRun run, String split) {
    return run.read("corpus")
        .where(functions.col("split").equalTo(split))
        .select("id", "label", "image")
        .orderBy("id");
  }

  private static ShardStore store(
      StageRun run, BenchmarkSettings settings, String what, Dataset<Row> images, int most) {
    return ShardStore.of(
        run,
        "%s of at most %s".formatted(what, most),
        List.of("corpus"),
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
    for (String name : settings.training().networks()) {
      for (Precision precision : precisions()) {
        List<LayerTimeRow> layers =
            LayerProfile.of(
                name,
                settings.architecture(name),
                precision,
                settings.timing().batchSize(),
                settings.timing().seconds(),
                peak);
        System.out.print(LayerTimeRow.lines(layers));
        rows.addAll(layers);
      }
    }
    System.out.println();
    return rows;
  }

  /** Returns what this machine's processor multiplies. */
  private static List<Precision> precisions() {
    return Processor.hasBfloat16() ? List.of(Precision.values()) : List.of(Precision.FLOAT);
  }

  private static List<TrainingSpeedRow> speed(
      Timed timed,
      BenchmarkSettings settings,
      ShardStore few,
      ShardStore fewest,
      IntFunction<ShardStore> stores) {
    Libtorch libtorch = new Libtorch(settings.libtorch());
    System.out.print(TrainingSpeedRow.HEADER);
    List<TrainingSpeedRow> rows = new ArrayList<>();
    for (String name : settings.training().networks()) {
      Architecture architecture = settings.architecture(name);
      // The second of these epochs, as the first is mostly spent on compiling.
      double speed = timed.train(name, 2, 2, few, fewest).get(1).imagesPerSecond();
      // An epoch costs a part of a second whatever it has, so it lasts as long as there are images.
      ShardStore training = stores.apply(imagesFor(speed, settings));
      double second = warmUp(timed, settings, name, training, fewest);
      int epochs =
          (int) Math.max(1, Math.round(second * settings.timing().seconds() / training.images()));
      int images = Math.toIntExact(training.images());
      List<TrainingSpeedRow> repetitions = new ArrayList<>();
      ToDoubleFunction<Precision> rival =
          precision ->
              libtorch.training(
                  architecture,
                  precision,
                  settings.timing().seconds(),
                  images,
                  settings.timing().batchSize());
      Timed rounded = new Timed(timed.spark(), settings, timed.checkpoints(), Precision.BFLOAT16);
      for (int i = 1; i <= settings.timing().repetitions(); i++) {
        repetitions.add(
            TrainingSpeedRow.of(
                name,
                i,
                timed.train(name, 2, epochs, training, fewest),
                timed.train(name, 1, epochs, training, fewest),
                timed.trainApart(name, epochs, training, fewest),
                Processor.hasBfloat16()
                    ? Optional.of(rounded.train(name, 2, epochs, training, fewest))
                    : Optional.empty(),
                rival.applyAsDouble(Precision.FLOAT),
                Libtorch.inBfloat16(rival)));
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
    double shards = Math.ceil(speed * settings.timing().seconds() / settings.shardImages());
    return (int) Math.min(settings.training().images(), shards * settings.shardImages());
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
    } while (System.nanoTime() - begun < settings.timing().warmUpSeconds() * 1e9);
    return speed;
  }

  private static List<AveragingCostRow> averaging(
      Timed timed,
      BenchmarkSettings settings,
      ShardStore many,
      ShardStore few,
      ShardStore validation) {
    List<AveragingCostRow> rows = new ArrayList<>();
    for (String name : settings.averaging().networks()) {
      warmUp(timed, settings, name, few, few);
      for (int i = 0; i < settings.averaging().seeds(); i++) {
        for (int workers : settings.averaging().workers()) {
          NetworkSettings network = settings.networks().get(name).sharedBy(workers);
          int epochs = Math.min(network.epochs(), settings.averaging().epochs());
          List<LearningCurveRow> curve =
              timed.train(name, network, workers, epochs, settings.seed() + i, many, validation);
          int atOnce = Math.min(workers, timed.spark().defaultParallelism());
          rows.add(AveragingCostRow.of(name, workers, atOnce, settings.seed() + i, curve));
        }
      }
    }
    System.out.println(AveragingCostRow.table(rows));
    return rows;
  }

  private static List<InferenceSpeedRow> inference(
      JavaSparkContext spark, BenchmarkSettings settings, StageRun run) {
    if (settings.prediction().networks().isEmpty()) {
      return List.of();
    }
    ShardStore test =
        store(run, settings, "test", images(run, "test"), settings.prediction().images());
    return new InferenceBenchmark(spark, settings, test).rows();
  }

  /** Trains networks of the settings. */
  private record Timed(
      JavaSparkContext spark, BenchmarkSettings settings, Path checkpoints, Precision precision) {
    /** Returns the learning curve of as many images in a minibatch of a worker as libtorch has. */
    List<LearningCurveRow> train(
        String name, int workers, int epochs, ShardStore training, ShardStore validation) {
      NetworkSettings network =
          settings.networks().get(name).withBatchSize(workers * settings.timing().batchSize());
      return train(name, network, workers, epochs, settings.seed(), training, validation);
    }

    /** Returns the learning curves of two trainings at once, of one worker each. */
    List<List<LearningCurveRow>> trainApart(
        String name, int epochs, ShardStore training, ShardStore validation) {
      NetworkSettings network =
          settings.networks().get(name).withBatchSize(settings.timing().batchSize());
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
          new TrainingOptions("benchmark", workers, settings.warmUp(), epochs, precision, seed);
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
