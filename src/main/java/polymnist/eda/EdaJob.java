package polymnist.eda;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import polymnist.job.Jobs;
import polymnist.job.Stage;
import polymnist.warehouse.StageRun;

/**
 * What is in the corpus? Reads {@code corpus}, decodes every image once, and answers all questions
 * by SQL over the statistics of the images. Labels from 0 to 9 are listed where no image has them
 * too, with 0 images.
 *
 * <pre>
 * image_statistics     id, split, modality, label, sha256, bytes (encoded), width, height,
 *                      channels, samples, sample_sum, dark_samples, brightness, contrast,
 *                      planes array&lt;struct&lt;channel, sum, squares, minimum, maximum&gt;&gt;,
 *                      features array&lt;float&gt; (7x7 mean luminance)
 * eda_quarantine       path (the id), reason, sha256, bytes: images that do not decode
 * eda_resolution       split, modality, width, height, channels, images, min_bytes, mean_bytes,
 *                      max_bytes
 * eda_balance          split, modality, label, images, share
 * eda_balance_test     split, modality, images, chi_squared, degrees_of_freedom, p_value,
 *                      effect_size, verdict
 * eda_modalities       modality, channel, images, mean, deviation, minimum, maximum
 * eda_classes          label, images, share, brightness, contrast, dark_share
 * eda_problems         problem, modality, images, share, example_id
 * eda_representatives  modality, label, kind, rank, id, distance, image struct&lt;bytes, path&gt;
 * </pre>
 *
 * Run it with {@code ./spark-submit.sh eda}.
 */
public final class EdaJob implements Stage<EdaSettings> {
  private static final Logger LOG = LoggerFactory.getLogger(EdaJob.class);

  private static final String STATISTICS = "image_statistics";
  private static final String QUARANTINE = "eda_quarantine";

  /** About 60 MB of Parquet. */
  private static final long IMAGES_PER_FILE = 100_000;

  /** Runs the job; arguments are a profile and settings. */
  public static void main(String[] args) {
    Jobs.main(args, new EdaJob());
  }

  @Override
  public String name() {
    return "eda";
  }

  @Override
  public Class<EdaSettings> settingsType() {
    return EdaSettings.class;
  }

  @Override
  public List<String> writes() {
    return Stream.concat(
            Stream.of(STATISTICS, QUARANTINE),
            Arrays.stream(Question.values()).map(Question::table))
        .toList();
  }

  @Override
  public List<String> tables(EdaSettings settings) {
    return List.of("corpus");
  }

  @Override
  public void run(SparkSession spark, EdaSettings settings, StageRun run) {
    Dataset<Row> corpus = run.read("corpus");
    Dataset<Row> measured = PixelPass.over(corpus).persist(StorageLevel.MEMORY_AND_DISK());
    try {
      describe(spark, "pixel statistics");
      // Counted before anything is written: the pass uses all cores, however few the files are.
      long images = measured.count();
      Dataset<Row> statistics = PixelPass.statistics(measured);
      run.write(STATISTICS, statistics.coalesce(filesFor(images)));
      run.writeSmall(QUARANTINE, PixelPass.quarantine(measured));
      LOG.info(
          "measured {} images, {} did not decode",
          run.rowsWritten(STATISTICS),
          run.rowsWritten(QUARANTINE));
      statistics.createOrReplaceTempView(STATISTICS);
      ChiSquared.register(spark);
      for (Question question : Question.values()) {
        describe(spark, question.table());
        Dataset<Row> answer = question.answer(spark, settings);
        run.writeSmall(
            question.table(),
            question == Question.REPRESENTATIVES ? withPictures(answer, corpus) : answer);
      }
    } finally {
      measured.unpersist();
      dropViews(spark);
      spark.sparkContext().setJobDescription(null);
    }
  }

  static int filesFor(long images) {
    return (int) Math.max(1, (images + IMAGES_PER_FILE - 1) / IMAGES_PER_FILE);
  }

  /**
   * Adds the column {@code image} of the corpus to a few rows that have an {@code id}. The corpus
   * is not moved: the few rows go to it.
   */
  static Dataset<Row> withPictures(Dataset<Row> representatives, Dataset<Row> corpus) {
    return broadcast(representatives)
        .join(corpus.select("id", "image"), "id")
        .select("modality", "label", "kind", "rank", "id", "distance", "image")
        .repartition(1)
        .sortWithinPartitions(col("modality"), col("label"), col("kind"), col("rank"));
  }

  private static void describe(SparkSession spark, String work) {
    spark.sparkContext().setJobDescription("eda: " + work);
  }

  private static void dropViews(SparkSession spark) {
    spark.catalog().dropTempView(STATISTICS);
    for (Question question : Question.values()) {
      spark.catalog().dropTempView(question.table());
    }
  }
}
