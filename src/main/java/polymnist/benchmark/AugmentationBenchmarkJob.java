package polymnist.benchmark;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import polymnist.augment.Policy;
import polymnist.image.Image;
import polymnist.image.UnreadableImage;
import polymnist.image.png.Png;
import polymnist.job.JobDescription;
import polymnist.job.JobGroup;
import polymnist.job.Stage;
import polymnist.setting.UserError;
import polymnist.warehouse.StageRun;

/**
 * Times augmentation on one core, from the encoded image to the encoded copy, against torchvision
 * and OpenCV in Python, on the same images with the ranges of the same policy. The candidates take
 * turns, so that a machine that gets slower slows all of them; the median of the repetitions
 * counts.
 *
 * <p>Reads {@code corpus}; writes {@code augmentation_benchmark} ({@link AugmentationSpeedRow}) and
 * prints a table.
 *
 * <pre>./spark-submit.sh augmentbenchmark</pre>
 */
public final class AugmentationBenchmarkJob implements Stage<AugmentationBenchmarkSettings> {

  @Override
  public JobDescription description() {
    return JobDescription.ofStage(
        "augmentbenchmark",
        JobGroup.STUDY,
        "time augmentation against torchvision and OpenCV",
        "`corpus`",
        List.of("augmentation_benchmark"));
  }

  @Override
  public Class<AugmentationBenchmarkSettings> settingsType() {
    return AugmentationBenchmarkSettings.class;
  }

  @Override
  public List<String> tables(AugmentationBenchmarkSettings settings) {
    return List.of("corpus");
  }

  @Override
  public void run(SparkSession spark, AugmentationBenchmarkSettings settings, StageRun run) {
    List<byte[]> images =
        run
            .read("corpus")
            .where("split = 'train'")
            // By a hash, so that they are of all labels and modalities.
            .orderBy(functions.xxhash64(functions.col("id")))
            .select("image.bytes")
            .limit(settings.images())
            .collectAsList()
            .stream()
            .map(row -> (byte[]) row.get(0))
            .toList();
    if (images.isEmpty()) {
      throw UserError.request("the corpus has no training images: run ingest or synthesize");
    }
    List<AugmentationSpeedRow> rows = rows(images, settings);
    System.out.print(AugmentationSpeedRow.table(rows));
    List<Row> table = rows.stream().map(AugmentationSpeedRow::toRow).toList();
    run.writeSmall(
        "augmentation_benchmark", spark.createDataFrame(table, AugmentationSpeedRow.SCHEMA));
  }

  private static List<AugmentationSpeedRow> rows(
      List<byte[]> images, AugmentationBenchmarkSettings settings) {
    Policy policy = settings.chosen();
    Optional<String> ranges =
        settings.python().isEmpty() ? Optional.empty() : PythonAugmentation.ranges(policy);
    List<AugmentationSpeedRow> rows = new ArrayList<>();
    // Until the JIT has compiled what is timed.
    time(images, policy, settings.seed(), Math.max(3, settings.seconds()), 0);
    try {
      PythonAugmentation rival = new PythonAugmentation(settings.python());
      Path file = Files.createTempFile("images", ".bin");
      write(images, file);
      for (int repetition = 1; repetition <= settings.repetitions(); repetition++) {
        rows.add(time(images, policy, settings.seed(), settings.seconds(), repetition));
        if (ranges.isPresent()) {
          for (String candidate : PythonAugmentation.CANDIDATES.keySet()) {
            rival
                .time(candidate, policy, ranges.get(), file, settings.seconds(), repetition)
                .ifPresent(rows::add);
          }
        }
      }
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep the images aside", e);
    }
    return rows;
  }

  private static void write(List<byte[]> images, Path file) throws IOException {
    try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(file))) {
      for (byte[] image : images) {
        out.writeInt(image.length);
        out.write(image);
      }
    }
  }

  /** Times what the job does for a copy: decoding, drawing, changing and encoding. */
  private static AugmentationSpeedRow time(
      List<byte[]> images, Policy policy, long seed, double seconds, int repetition) {
    long begun = System.nanoTime();
    long bytes = 0;
    int count = 0;
    while (System.nanoTime() - begun < seconds * 1e9) {
      // The clock is looked at now and then only.
      for (int i = 0; i < 50; i++, count++) {
        Image image = decoded(images.get(count % images.size()));
        bytes += Png.encode(policy.changed(image, seed, "image " + count, 1)).length;
      }
    }
    return new AugmentationSpeedRow(
        policy.name(),
        AugmentationSpeedRow.OURS,
        "Java " + System.getProperty("java.version"),
        repetition,
        count / ((System.nanoTime() - begun) / 1e9),
        bytes / (double) count);
  }

  private static Image decoded(byte[] bytes) {
    try {
      return Png.decode(bytes);
    } catch (UnreadableImage e) {
      throw UserError.request("an image of the corpus " + e.getMessage());
    }
  }
}
