package polymnist.score;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import polymnist.job.JobDescription;
import polymnist.job.JobGroup;
import polymnist.job.Stage;
import polymnist.model.FittedTemperature;
import polymnist.model.NetworkChoice;
import polymnist.model.TrainedModel;
import polymnist.network.kernel.Precision;
import polymnist.warehouse.InputFiles;
import polymnist.warehouse.PartsDone;
import polymnist.warehouse.StageRun;

/**
 * Lets a trained network read any number of images, labelled or not: a table of the warehouse,
 * Parquet from elsewhere, or a folder of PNG files. Writes {@code scores} ({@link Scorer#SCORES})
 * and {@code score_quarantine}, the images that no network can read, each with its reason.
 *
 * <p>The input is scored in parts, each of which is kept when it is done: a run that was killed
 * goes on after its last part when it is started again.
 *
 * <pre>./spark-submit.sh score score.images=/data/digits score.network=resnet</pre>
 */
public final class ScoreJob implements Stage<ScoreSettings> {
  private static final double MEGABYTE = 1e6;

  @Override
  public JobDescription description() {
    return JobDescription.ofStage(
        "score",
        JobGroup.IMAGES,
        "let a network read any number of images",
        "`models`, `model_files`, `temperatures` if there; a table, Parquet, or a folder of PNG files (`score.images`)",
        List.of("scores", "score_quarantine"));
  }

  @Override
  public List<String> tables(ScoreSettings settings) {
    return settings.isTable()
        ? List.of("models", "model_files", settings.images())
        : List.of("models", "model_files");
  }

  @Override
  public List<String> tablesIfPublished(ScoreSettings settings) {
    return List.of("temperatures");
  }

  @Override
  public List<InputFiles> files(ScoreSettings settings) {
    return settings.isTable() ? List.of() : List.of(InputFiles.all(settings.images()));
  }

  @Override
  public void check(ScoreSettings settings, Configuration hadoop) {
    settings.precision().check("score.precision");
  }

  @Override
  public void run(SparkSession spark, ScoreSettings settings, StageRun run) {
    Configuration hadoop = spark.sparkContext().hadoopConfiguration();
    TrainedModel model = TrainedModel.chosen(run, settings.choice());
    Precision precision = settings.precision().of(spark, run);
    Scorer scorer =
        new Scorer(model, precision, FittedTemperature.of(run, model), settings.embedding());
    List<ScorePart> parts = parts(spark, settings, run, hadoop);
    PartsDone done = run.partsDone("scores-" + precision);
    long begin = System.nanoTime();
    int resumed = 0;
    for (int p = 0; p < parts.size(); p++) {
      spark
          .sparkContext()
          .setJobDescription(
              String.format(Locale.ROOT, "score: part %d of %d", p + 1, parts.size()));
      if (done.has(p)) {
        resumed++;
      } else {
        write(done, p, scorer.outcomes(parts.get(p).images(spark)));
      }
    }
    spark.sparkContext().setJobDescription(null);
    double seconds = (System.nanoTime() - begin) / 1e9;
    Dataset<Row> quarantined = done.read(spark, "quarantined", parts.size()).orderBy("path");
    run.writeSmall("score_quarantine", quarantined);
    run.write("scores", done.read(spark, "scored", parts.size()));
    run.afterPublication(done::remove);
    long scored = run.rowsWritten("scores");
    long bad = run.rowsWritten("score_quarantine");
    if (bad > settings.mostQuarantined() * (scored + bad)) {
      run.refuse(
          String.format(
              Locale.ROOT,
              "%,d of %,d images cannot be read, more than score.most-quarantined allows; the table"
                  + " score_quarantine has why",
              bad,
              scored + bad));
    }
    run.found(
        "scores",
        String.format(
            Locale.ROOT,
            "%,d images read by %s%s; %,d cannot be read",
            scored,
            NetworkChoice.name(model.model(), model.trainingCorpus()),
            resumed > 0 ? "" : String.format(Locale.ROOT, ", %,.0f a second", scored / seconds),
            bad));
  }

  /**
   * Writes what became of the images of a part.
   *
   * @param outcomes rows of {@link Scorer#OUTCOME}
   */
  static void write(PartsDone done, int part, Dataset<Row> outcomes) {
    Dataset<Row> kept = outcomes.persist(StorageLevel.MEMORY_AND_DISK());
    try {
      done.write(
          part,
          Map.of(
              "scored", kept.where("scored IS NOT NULL").select("scored.*"),
              "quarantined", kept.where("quarantined IS NOT NULL").select("quarantined.*")));
    } finally {
      kept.unpersist();
    }
  }

  private static List<ScorePart> parts(
      SparkSession spark, ScoreSettings settings, StageRun run, Configuration hadoop) {
    long bytes = (long) (settings.partMegabytes() * MEGABYTE);
    if (!settings.isTable()) {
      return ScorePart.ofPath(spark, run.file(settings.images()), settings, bytes, hadoop);
    }
    Path folder = run.inputFolder(settings.images());
    return ScorePart.ofParquet(spark, folder, settings, bytes, hadoop);
  }
}
