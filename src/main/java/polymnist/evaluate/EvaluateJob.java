package polymnist.evaluate;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import polymnist.answer.Answers;
import polymnist.answer.AskedTables;
import polymnist.corpus.CorpusImage;
import polymnist.corpus.MnistDigits;
import polymnist.image.Image;
import polymnist.job.JobDescription;
import polymnist.job.JobGroup;
import polymnist.job.SideBySide;
import polymnist.job.Stage;
import polymnist.model.InBatches;
import polymnist.model.Predictor;
import polymnist.model.Regime;
import polymnist.model.TrainedModel;
import polymnist.network.kernel.Precision;
import polymnist.warehouse.InputFiles;
import polymnist.warehouse.StageRun;

/**
 * Tests the trained networks on images that played no part in training or in choosing.
 *
 * <p>Reads {@code corpus}, {@code models}, {@code model_files}, {@code layers} and the MNIST files,
 * from which it knows where the ink of a digit is. Writes {@code predictions}, one row an image and
 * network, of the tested images and of those of validation, by which temperatures are fitted;
 * everything else follows from them by SQL: {@code confusion}, {@code metrics}, {@code slices},
 * {@code temperatures}, {@code reliability}, {@code coverage}, {@code roc}, {@code fusion}, {@code
 * network_comparison}, {@code network_costs}, and {@code augmentation_effect}, which compares each
 * network with augmentation with the same trained without.
 *
 * <pre>./spark-submit.sh evaluate</pre>
 */
public final class EvaluateJob implements Stage<EvaluateSettings> {
  private static final int BATCH = 256;

  private static final int IMAGES_A_TASK = 2_500;

  @Override
  public JobDescription description() {
    return JobDescription.ofStage(
        "evaluate",
        JobGroup.STUDY,
        "test the networks on images that no one trained on",
        "`corpus`, `models`, `model_files`, `layers`; MNIST files",
        List.of(
            "predictions",
            "confusion",
            "metrics",
            "slices",
            "temperatures",
            "reliability",
            "coverage",
            "roc",
            "fusion",
            "label_disagreements",
            "network_comparison",
            "network_costs",
            "augmentation_effect"));
  }

  @Override
  public List<String> tables(EvaluateSettings settings) {
    return List.of("corpus", "models", "model_files", "layers");
  }

  @Override
  public List<InputFiles> files(EvaluateSettings settings) {
    return settings.mnist().isBlank() ? List.of() : List.of(MnistDigits.files(settings.mnist()));
  }

  @Override
  public void check(EvaluateSettings settings, Configuration hadoop) {
    settings.precision().check("evaluate.precision");
  }

  @Override
  public void run(SparkSession spark, EvaluateSettings settings, StageRun run) {
    String split = settings.split().text();
    Regime fresh = Regime.ofFresh(run);
    Dataset<Row> images =
        run.read("corpus").where(functions.col("split").isin("validation", split));
    int tasks = (int) (1 + images.count() / IMAGES_A_TASK);
    List<TrainedModel> models = TrainedModel.all(run);
    List<PredictionSpeed> speeds =
        models.stream().map(model -> new PredictionSpeed(spark.sparkContext())).toList();
    SourceDigits digits =
        SourceDigits.read(
            settings.mnist().isBlank() ? "" : run.file(settings.mnist()),
            spark.sparkContext().hadoopConfiguration());
    run.write(
        "predictions",
        predict(
            inBatches(images, tasks), digits, models, settings.precision().of(spark, run), speeds));
    run.written("predictions").createOrReplaceTempView("predictions");
    run.read("models").createOrReplaceTempView("models");
    run.read("layers").createOrReplaceTempView("layers");
    PredictionSpeed.table(spark, models, speeds).createOrReplaceTempView("speeds");
    Metrics.register(spark);
    Calibration.register(spark);
    keep(run, "temperatures", Calibration.temperatures(spark.table("predictions")));
    Calibration.scored(spark).persist().createOrReplaceTempView("scored");
    Metrics.quarters(spark).createOrReplaceTempView("quarters");
    Roc.thresholds(spark).persist().createOrReplaceTempView("thresholds");
    SideBySide.all(
        List.<Runnable>of(
            () -> keep(run, "coverage", Calibration.coverage(spark)),
            () -> keep(run, "fusion", Fusion.fusion(spark)),
            () -> keep(run, "network_comparison", NetworkComparison.pairs(spark)),
            () -> keep(run, "label_disagreements", LabelDisagreement.labels(spark)),
            () -> keep(run, "augmentation_effect", Metrics.augmentationEffect(spark, fresh)),
            () -> Metrics.once(spark, "accuracies", Metrics.accuracies(spark)),
            () -> {
              keep(run, "confusion", Metrics.confusion(spark));
              Metrics.once(spark, "claims", Metrics.claims(spark));
            },
            () -> {
              keep(run, "roc", Roc.curve(spark));
              Metrics.once(spark, "areas", Roc.areas(spark));
            },
            () -> {
              keep(run, "reliability", Calibration.reliability(spark));
              Metrics.once(spark, "calibration", Calibration.metrics(spark));
            }),
        work -> {
          work.run();
          return work;
        });
    Metrics.once(spark, "classes", Metrics.classes(spark));
    keep(run, "metrics", Metrics.all(spark));
    keep(run, "slices", Metrics.slices(spark));
    keep(run, "network_costs", NetworkComparison.costs(spark));
    spark.table("scored").unpersist();
    spark.table("thresholds").unpersist();
    AskedTables asked =
        AskedTables.ofViews(
            spark,
            List.of("models", "metrics", "slices", "network_comparison", "augmentation_effect"));
    new Answers(asked, split)
        .ofTests()
        .forEach(answer -> run.found(answer.id().replace('-', ' '), answer.sentence()));
  }

  /**
   * Shares images out so that the same ones are predicted together whatever the master: how a batch
   * is computed depends on its size, and with that the last digits.
   */
  private static Dataset<Row> inBatches(Dataset<Row> images, int tasks) {
    return images.repartition(tasks, functions.col("id")).sortWithinPartitions("id");
  }

  /** Writes a table, for which those after it can ask. */
  private static void keep(StageRun run, String table, Dataset<Row> rows) {
    run.writeSmall(table, rows);
    run.written(table).createOrReplaceTempView(table);
  }

  /** Returns a row of {@link Prediction} for each image and network. */
  static Dataset<Row> predict(
      Dataset<Row> images,
      SourceDigits digits,
      List<TrainedModel> models,
      Precision precision,
      List<PredictionSpeed> speeds) {
    JavaSparkContext spark =
        JavaSparkContext.fromSparkContext(images.sparkSession().sparkContext());
    Broadcast<List<TrainedModel>> sent = spark.broadcast(models);
    Broadcast<SourceDigits> shared = spark.broadcast(digits);
    return images.mapPartitions(
        (MapPartitionsFunction<Row, Row>)
            rows -> predictions(rows, shared.value(), sent.value(), precision, speeds),
        Encoders.row(Prediction.TYPE.schema()));
  }

  private static Iterator<Row> predictions(
      Iterator<Row> rows,
      SourceDigits digits,
      List<TrainedModel> models,
      Precision precision,
      List<PredictionSpeed> speeds) {
    if (!rows.hasNext()) {
      return java.util.Collections.emptyIterator();
    }
    List<Predictor> predictors =
        models.stream().map(model -> Predictor.ofTask(model.file(), precision)).toList();
    return InBatches.of(rows, some -> batch(some, digits, models, predictors, speeds));
  }

  private static List<Row> batch(
      Iterator<Row> rows,
      SourceDigits digits,
      List<TrainedModel> models,
      List<Predictor> predictors,
      List<PredictionSpeed> speeds) {
    List<CorpusImage> images = new ArrayList<>();
    List<Image> pixels = new ArrayList<>();
    List<InkVisibility> inks = new ArrayList<>();
    while (rows.hasNext() && images.size() < BATCH) {
      CorpusImage image = CorpusImage.of(rows.next());
      images.add(image);
      Image decoded = image.decoded();
      pixels.add(decoded);
      inks.add(digits.ink(image, decoded));
    }
    List<Surroundings> surroundings = pixels.stream().map(Surroundings::of).toList();
    List<Row> predictions = new ArrayList<>();
    for (int m = 0; m < models.size(); m++) {
      long start = System.nanoTime();
      double[][] probabilities = predictors.get(m).probabilities(pixels);
      speeds.get(m).add(pixels.size(), System.nanoTime() - start);
      for (int i = 0; i < images.size(); i++) {
        CorpusImage image = images.get(i);
        predictions.add(
            Prediction.TYPE.toRow(
                new Prediction(
                    models.get(m).model(),
                    models.get(m).trainingCorpus(),
                    image.split(),
                    image.id(),
                    image.modality(),
                    image.label(),
                    image.digit(),
                    surroundings.get(i).brightness(),
                    surroundings.get(i).contrast(),
                    inks.get(i),
                    Prediction.NetworkAnswer.of(image.label(), probabilities[i]))));
      }
    }
    return predictions;
  }
}
