package polymnist.benchmark;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import polymnist.corpus.Backgrounds;
import polymnist.corpus.CorpusShape;
import polymnist.corpus.MnistDigits;
import polymnist.job.JobDescription;
import polymnist.job.JobGroup;
import polymnist.job.Stage;
import polymnist.network.Architecture;
import polymnist.network.kernel.Precision;
import polymnist.setting.UserError;
import polymnist.train.DigitStore;
import polymnist.train.LearningCurveRow;
import polymnist.train.NetworkSettings;
import polymnist.train.Trainer;
import polymnist.train.TrainingOptions;
import polymnist.train.shard.FreshCopies;
import polymnist.train.shard.Shard;
import polymnist.train.shard.ShardStore;
import polymnist.warehouse.InputFiles;
import polymnist.warehouse.StageRun;

/**
 * Times how long networks are trained until they read so many of the validation images: nobody
 * waits for images a second. Trains each of some networks with several seeds, plain, on images
 * changed anew in every epoch, or on digits pasted anew; and, where libtorch is there, the same
 * network with the same minibatches, epochs and learning rates in it, with as many threads as there
 * are workers. Linear classifiers and multilayer perceptrons are compared with Spark's MLlib too,
 * where it is there.
 *
 * <p>Reads {@code corpus}, for pasted digits also MNIST files and photos; writes {@code
 * time_to_accuracy} ({@link TimeToAccuracyRow}), and prints a table of it, line by line.
 *
 * <pre>./spark-submit.sh timetoaccuracy --profile full timetoaccuracy.train=[vgg]</pre>
 */
public final class TimeToAccuracyJob implements Stage<TimeToAccuracySettings> {
  private static final String CORPUS = "corpus";
  private static final String PLAIN = "plain";
  private static final String FRESH = "fresh";
  private static final String PASTED = "pasted";

  @Override
  public JobDescription description() {
    return JobDescription.ofStage(
        "timetoaccuracy",
        JobGroup.STUDY,
        "time training until so many validation images are read right",
        "`corpus`; MNIST files and photos where digits are pasted anew",
        List.of("time_to_accuracy"));
  }

  @Override
  public List<String> tables(TimeToAccuracySettings settings) {
    return List.of(CORPUS);
  }

  @Override
  public List<InputFiles> files(TimeToAccuracySettings settings) {
    return settings.pastedDigits().networks().isEmpty()
        ? List.of()
        : List.of(
            MnistDigits.files(settings.pastedDigits().mnist()),
            Backgrounds.files(settings.pastedDigits().backgrounds()));
  }

  @Override
  public void check(TimeToAccuracySettings settings, Configuration hadoop) {
    settings.training().precision().check("timetoaccuracy.training.precision");
  }

  @Override
  public void run(SparkSession spark, TimeToAccuracySettings settings, StageRun run) {
    SeededTrainings timed =
        new SeededTrainings(
            JavaSparkContext.fromSparkContext(spark.sparkContext()),
            settings,
            run.cache("timetoaccuracy"),
            store(run, settings, "train", images(run, settings, "train")),
            store(run, settings, "validation", images(run, settings, "validation")),
            settings.training().precision().of(spark, run));
    // First, as it may refuse.
    DigitStore digits = settings.pastedDigits().networks().isEmpty() ? null : digits(settings, run);
    System.out.print(TimeToAccuracyRow.header(settings.targets()));
    List<TimeToAccuracyRow> rows = new ArrayList<>();
    for (String name : settings.train()) {
      rows.addAll(printed(timed.ours(name, PLAIN, seed -> timed.training), settings));
    }
    for (String name : settings.freshImages().networks()) {
      rows.addAll(
          printed(
              timed.ours(
                  name,
                  FRESH,
                  seed ->
                      timed.training.madeAnew(
                          new FreshCopies(settings.policy(settings.freshImages().policy()), seed))),
              settings));
    }
    for (String name : settings.pastedDigits().networks()) {
      rows.addAll(
          printed(
              timed.ours(
                  name,
                  PASTED,
                  seed -> digits.pasted(settings.policy(settings.pastedDigits().policy()), seed)),
              settings));
    }
    rows.addAll(rivals(timed, settings));
    run.writeSmall("time_to_accuracy", TimeToAccuracyRow.TYPE.table(spark, rows));
  }

  private static DigitStore digits(TimeToAccuracySettings settings, StageRun run) {
    return DigitStore.of(
        images(run, settings, "train"),
        run.file(settings.pastedDigits().mnist()),
        run.file(settings.pastedDigits().backgrounds()),
        "timetoaccuracy.pasted-digits.networks",
        digits -> store(run, settings, "digits", digits));
  }

  private static List<TimeToAccuracyRow> rivals(
      SeededTrainings timed, TimeToAccuracySettings settings) {
    Libtorch libtorch = new Libtorch(settings.rivals().libtorch());
    Mllib mllib = new Mllib(settings.rivals().mllib());
    boolean libtorchIsThere = libtorch.isThere();
    List<String> ofMllib =
        settings.train().stream()
            .filter(name -> Mllib.has(settings.networks().get(name).architecture()))
            .toList();
    boolean mllibIsThere = !ofMllib.isEmpty() && mllib.canRead(timed.images());
    List<TimeToAccuracyRow> rows = new ArrayList<>();
    if (!libtorchIsThere && !mllibIsThere) {
      return rows;
    }
    java.nio.file.Path images = timed.file();
    try {
      if (libtorchIsThere) {
        for (String name : settings.train()) {
          rows.addAll(printed(timed.libtorch(libtorch, name, images), settings));
        }
      }
      if (mllibIsThere) {
        for (String name : ofMllib) {
          rows.addAll(printed(timed.mllib(mllib, name, images), settings));
        }
      }
    } finally {
      delete(images);
    }
    return rows;
  }

  private static List<TimeToAccuracyRow> printed(
      List<TimeToAccuracyRow> rows, TimeToAccuracySettings settings) {
    System.out.print(TimeToAccuracyRow.line(rows, settings.targets()));
    return rows;
  }

  private static Dataset<Row> images(StageRun run, TimeToAccuracySettings settings, String split) {
    Dataset<Row> images =
        run.read(CORPUS)
            .where(functions.col("split").equalTo(split))
            .select("id", "label", "image", "modality", "digit")
            // By a hash, so that the first images are of all labels and modalities.
            .orderBy(functions.xxhash64(functions.col("id")))
            .limit(settings.images());
    if (images.isEmpty()) {
      throw UserError.request("the corpus has no image of the split " + split);
    }
    return images;
  }

  private static ShardStore store(
      StageRun run, TimeToAccuracySettings settings, String what, Dataset<Row> images) {
    return ShardStore.of(
        run,
        "%s of at most %s".formatted(what, settings.images()),
        List.of(CORPUS),
        images,
        settings.training().shardImages(),
        settings.seed());
  }

  private static void delete(java.nio.file.Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + file, e);
    }
  }

  /** Trains networks with all seeds. */
  private record SeededTrainings(
      JavaSparkContext spark,
      TimeToAccuracySettings settings,
      Path checkpoints,
      ShardStore training,
      ShardStore validation,
      Precision precision) {
    List<TimeToAccuracyRow> ours(String name, String recipe, LongFunction<ShardStore> imagesOf) {
      NetworkSettings network = settings.networks().get(name);
      List<TimeToAccuracyRow> rows = new ArrayList<>();
      for (int i = 0; i < settings.training().seeds(); i++) {
        long seed = settings.seed() + i;
        TrainingOptions options =
            new TrainingOptions(
                "timetoaccuracy",
                settings.training().workers(),
                settings.training().warmUp(),
                network.epochs(),
                precision,
                seed);
        Trainer trainer = new Trainer(spark, options, checkpoints, row -> {});
        List<LearningCurveRow> curve =
            trainer
                .train(
                    new Trainer.Task(name, CORPUS, network, network.epochs()),
                    imagesOf.apply(seed),
                    validation)
                .curve();
        trainer.removeCheckpoints();
        double seconds = 0;
        for (LearningCurveRow epoch : curve) {
          seconds += epoch.seconds();
          rows.add(
              new TimeToAccuracyRow(
                  "polymnist",
                  name,
                  recipe,
                  seed,
                  epoch.epoch(),
                  seconds,
                  epoch.validationAccuracy()));
        }
      }
      return rows;
    }

    List<TimeToAccuracyRow> libtorch(Libtorch rival, String name, java.nio.file.Path images) {
      NetworkSettings network = settings.networks().get(name);
      return ofRival(
          "libtorch",
          name,
          PLAIN,
          seed ->
              rival.accuracies(
                  network,
                  settings.training().workers(),
                  settings.training().warmUp(),
                  seed,
                  images));
    }

    List<TimeToAccuracyRow> mllib(Mllib rival, String name, java.nio.file.Path images) {
      Architecture architecture = settings.networks().get(name).architecture();
      return ofRival(
          "mllib",
          name,
          "l-bfgs",
          seed -> rival.accuracies(architecture, settings.training().workers(), seed, images));
    }

    private List<TimeToAccuracyRow> ofRival(
        String software, String name, String recipe, LongFunction<List<Rival.Reached>> trained) {
      List<TimeToAccuracyRow> rows = new ArrayList<>();
      for (int i = 0; i < settings.training().seeds(); i++) {
        long seed = settings.seed() + i;
        List<Rival.Reached> all;
        try {
          all = trained.apply(seed);
        } catch (IllegalStateException e) {
          Rival.LOG.warn("{} cannot train {}: no comparison", software, name, e);
          return List.of();
        }
        for (Rival.Reached reached : all) {
          rows.add(
              new TimeToAccuracyRow(
                  software,
                  name,
                  recipe,
                  seed,
                  reached.number(),
                  reached.seconds(),
                  reached.accuracy()));
        }
      }
      return rows;
    }

    /** Returns how many images there are, for training and validation. */
    long images() {
      return training.images() + validation.images();
    }

    /** Writes the images for the rivals' programs: how many, their samples, their labels. */
    java.nio.file.Path file() {
      try {
        java.nio.file.Path file = Files.createTempFile("images", ".bin");
        try (DataOutputStream out =
            new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
          out.writeInt(Math.toIntExact(training.images()));
          out.writeInt(Math.toIntExact(validation.images()));
          for (ShardStore store : List.of(training, validation)) {
            for (int shard = 0; shard < store.sizes().size(); shard++) {
              Shard images = store.read(shard, new byte[0]);
              out.write(images.samples(), 0, images.images() * CorpusShape.POLYMNIST.samples());
            }
          }
          for (ShardStore store : List.of(training, validation)) {
            for (int shard = 0; shard < store.sizes().size(); shard++) {
              out.write(store.read(shard, new byte[0]).labels());
            }
          }
        }
        return file;
      } catch (IOException e) {
        throw new UncheckedIOException("cannot write the images for the rivals", e);
      }
    }
  }
}
