package polymnist.augment;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.xxhash64;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.expressions.Window;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import polymnist.augment.kind.AppliedStep;
import polymnist.corpus.CorpusImage;
import polymnist.corpus.Quarantined;
import polymnist.image.Image;
import polymnist.image.UnreadableImage;
import polymnist.image.png.Png;
import polymnist.job.JobDescription;
import polymnist.job.JobGroup;
import polymnist.job.Stage;
import polymnist.setting.UserError;
import polymnist.warehouse.StageRun;

/**
 * Makes more training images out of few: what would the same digit look like, written and lit a
 * little differently?
 *
 * <p>Reads the split {@code train} of the table {@code corpus}. Writes the table {@code augmented}:
 * {@code id} (SOURCE#COPY), {@code source_id}, {@code copy} (from 1), {@code policy}, {@code steps}
 * (array of {@code kind} and {@code parameters}), and {@code split}, {@code modality}, {@code
 * label}, {@code index}, {@code digit}, {@code width}, {@code height}, {@code channels}, {@code
 * sha256}, {@code image} as in the corpus. The unchanged images are not among them. Images that
 * cannot be used are in the table {@code augment_quarantine} ({@link Quarantined#SCHEMA}). The
 * table {@code augmentation_samples} ({@link SampleSheet.Sample}) shows each kind of change and
 * each policy on an image of each modality.
 *
 * <pre>./spark-submit.sh augment augment.policy=strong augment.copies=3</pre>
 */
public final class AugmentJob implements Stage<AugmentSettings> {
  private static final Logger LOG = LoggerFactory.getLogger(AugmentJob.class);

  private static final long LARGE_FILE = 128L << 20;
  private static final long SMALL_FILE = 8L << 20;

  @Override
  public JobDescription description() {
    return JobDescription.ofStage(
        "augment",
        JobGroup.STUDY,
        "make augmented copies of the training images",
        "`corpus`",
        List.of("augmented", "augment_quarantine", "augmentation_samples"));
  }

  @Override
  public List<String> tables(AugmentSettings settings) {
    return List.of("corpus");
  }

  @Override
  public void run(SparkSession spark, AugmentSettings settings, StageRun run) {
    Dataset<Row> images = run.read("corpus").where("split = 'train'");
    Row size = images.agg(count(lit(1)), sum(length(col("image.bytes")))).first();
    long sources = size.getLong(0);
    if (sources == 0) {
      throw UserError.request(
          "the corpus has no training images: run ingest or synthesize with some");
    }
    Dataset<Row> counted = CopyCounts.of(images, settings);
    long expected = counted.agg(sum(CopyCounts.COLUMN)).first().getLong(0);
    int files =
        files(size.getLong(1) * expected / sources, spark.sparkContext().defaultParallelism());
    // By id rather than in turn: a task that runs again must find the same images.
    run.write("augmented", augment(counted.repartition(files, col("id")), settings));
    // A second look at the images only where copies are missing: nearly always there are none, and
    // keeping the outcome of one pass would put every copy on disk twice.
    Dataset<Row> unusable =
        run.rowsWritten("augmented") == expected
            ? spark.createDataFrame(List.<Row>of(), Quarantined.SCHEMA)
            : unusable(images);
    run.writeSmall("augment_quarantine", unusable);
    checkComplete(run, counted, expected);
    refuseIfTooMany(settings, run, sources, unusable);
    SampleSheet sheet = new SampleSheet(settings.policies(), settings.seed());
    run.writeSmall(
        "augmentation_samples", SampleSheet.TYPE.table(spark, sheet.samples(sampled(images))));
  }

  /**
   * Returns an image of each modality, chosen by a hash; a modality without a usable one is out.
   */
  private static Map<CorpusImage, Image> sampled(Dataset<Row> images) {
    Column lot = row_number().over(Window.partitionBy("modality").orderBy(xxhash64(col("id"))));
    Map<CorpusImage, Image> samples = new LinkedHashMap<>();
    for (Row row :
        images.withColumn("lot", lot).where("lot = 1").orderBy("modality").collectAsList()) {
      CorpusImage source = CorpusImage.of(row);
      try {
        samples.put(source, usable(source));
      } catch (UnreadableImage e) {
        LOG.warn(
            "no sample of {}: its image {} {}", source.modality(), source.id(), e.getMessage());
      }
    }
    return samples;
  }

  /**
   * Returns as many files as have 128 MiB each, or one a core where that leaves at least 8 MiB for
   * each; at least 1.
   *
   * @param bytes of all copies, supposing that they are as large as their sources
   */
  static int files(long bytes, int cores) {
    long large = (bytes + LARGE_FILE - 1) / LARGE_FILE;
    long small = (bytes + SMALL_FILE - 1) / SMALL_FILE;
    return Math.toIntExact(Math.max(1, Math.max(large, Math.min(small, cores))));
  }

  /**
   * Returns the copies of all usable images, as rows of {@link AugmentedImage}.
   *
   * @param images rows of {@link CorpusImage#SCHEMA} and {@link CopyCounts#COLUMN}
   */
  static Dataset<Row> augment(Dataset<Row> images, AugmentSettings settings) {
    return augment(images, settings.chosen(), settings.seed());
  }

  /**
   * Returns so many copies of each usable image; they have all columns of the corpus.
   *
   * @param images rows of {@link CorpusImage#SCHEMA}
   */
  public static Dataset<Row> copies(Dataset<Row> images, Policy policy, int copies, long seed) {
    return augment(images.withColumn(CopyCounts.COLUMN, lit(copies)), policy, seed);
  }

  private static Dataset<Row> augment(Dataset<Row> images, Policy policy, long seed) {
    return images.flatMap(
        (FlatMapFunction<Row, Row>)
            row ->
                copies(CorpusImage.of(row), row.getAs(CopyCounts.COLUMN), policy, seed).iterator(),
        Encoders.row(AugmentedImage.TYPE.schema()));
  }

  /** Decodes once, however many copies there are. */
  private static Stream<Row> copies(CorpusImage source, int copies, Policy policy, long seed) {
    Image image;
    try {
      image = usable(source);
    } catch (UnreadableImage e) {
      return Stream.of();
    }
    return IntStream.rangeClosed(1, copies)
        .mapToObj(copy -> AugmentedImage.TYPE.toRow(copy(source, image, copy, policy, seed)));
  }

  private static AugmentedImage copy(
      CorpusImage source, Image image, int copy, Policy policy, long seed) {
    List<AppliedStep> steps = Copies.steps(policy.steps(), seed, source.id(), copy);
    return AugmentedImage.of(source, copy, policy.name(), steps, Replay.of(image, steps));
  }

  /** Returns the images that have no copies, with the reason. */
  private static Dataset<Row> unusable(Dataset<Row> images) {
    return images
        .flatMap(
            (FlatMapFunction<Row, Row>) row -> quarantined(CorpusImage.of(row)),
            Encoders.row(Quarantined.SCHEMA))
        .orderBy("path");
  }

  private static Iterator<Row> quarantined(CorpusImage source) {
    try {
      usable(source);
      return List.<Row>of().iterator();
    } catch (UnreadableImage e) {
      byte[] bytes = source.bytes();
      Quarantined row =
          new Quarantined(source.id(), e.getMessage(), DigestUtils.sha256Hex(bytes), bytes.length);
      return List.of(row.toRow()).iterator();
    }
  }

  private static Image usable(CorpusImage source) throws UnreadableImage {
    Image image = Png.decode(source.bytes());
    if (image.channels() != 3) {
      throw new UnreadableImage(
          String.format(Locale.ROOT, "has %d channels, must have 3", image.channels()));
    }
    if (image.width() != source.width() || image.height() != source.height()) {
      throw new UnreadableImage(
          String.format(
              Locale.ROOT,
              "is %dx%d, its row says %dx%d",
              image.width(),
              image.height(),
              source.width(),
              source.height()));
    }
    return image;
  }

  private static void checkComplete(StageRun run, Dataset<Row> counted, long expected) {
    long copies = run.rowsWritten("augmented");
    long quarantined = 0;
    if (run.rowsWritten("augment_quarantine") > 0) {
      Dataset<Row> ids = run.written("augment_quarantine").select(col("path").as("id"));
      quarantined = counted.join(ids, "id").agg(sum(CopyCounts.COLUMN)).first().getLong(0);
    }
    if (copies + quarantined != expected) {
      throw new IllegalStateException(
          String.format(
              Locale.ROOT,
              "there should be %d copies, but there are %d, and %d of unusable images",
              expected,
              copies,
              quarantined));
    }
  }

  private static void refuseIfTooMany(
      AugmentSettings settings, StageRun run, long sources, Dataset<Row> unusable) {
    long quarantined = run.rowsWritten("augment_quarantine");
    if (quarantined > settings.mostQuarantined() * sources) {
      String examples =
          unusable.limit(3).collectAsList().stream()
              .map(row -> row.getString(0) + " " + row.getString(1))
              .collect(Collectors.joining("; "));
      run.refuse(
          String.format(
              Locale.ROOT,
              "%d of %d training images are unusable, more than augment.most-quarantined=%s allows:"
                  + " %s",
              quarantined,
              sources,
              settings.mostQuarantined(),
              examples));
    }
  }
}
