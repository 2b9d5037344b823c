package polymnist.corpus;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.SerializableConfiguration;
import polymnist.image.Image;
import polymnist.image.UnreadableImage;
import polymnist.image.png.Png;
import polymnist.job.Jobs;
import polymnist.job.Stage;
import polymnist.setting.UserError;
import polymnist.warehouse.StageRun;

/**
 * Reads a PolyMNIST tree of PNG files, the published one or one made by {@link SynthesizeJob}.
 *
 * <p>Writes the table {@code corpus} ({@link CorpusImage#SCHEMA}) and the table {@code quarantine}
 * ({@link Quarantined#SCHEMA}). Every file of the tree is in exactly one of them, but for {@code
 * digits.csv}. Where the MNIST digits are unknown, validation is drawn by label and index, and the
 * same handwriting may occur in training and validation under different modalities. A folder in
 * which {@code train} and {@code test} lie deeper is refused, naming the one to give.
 *
 * <pre>./spark-submit.sh ingest ingest.tree=/data/PolyMNIST</pre>
 */
public final class IngestJob implements Stage<IngestSettings> {
  private static final int FILES_A_TASK = 2_000;
  private static final int IMAGES_A_FILE = 50_000;

  /** A file of a split; the group is the folder with the splits, none where it is the tree. */
  private static final Pattern IN_SPLIT =
      Pattern.compile("(?:(.*?)/)??(?:train|test)/.*", Pattern.DOTALL);

  /** An accepted image or a quarantined file, one of the two. */
  private static final StructType OUTCOME =
      new StructType()
          .add("accepted", CorpusImage.SCHEMA, true)
          .add("quarantined", Quarantined.SCHEMA, true);

  public static void main(String[] args) {
    Jobs.main(args, new IngestJob());
  }

  @Override
  public String name() {
    return "ingest";
  }

  @Override
  public Class<IngestSettings> settingsType() {
    return IngestSettings.class;
  }

  @Override
  public List<String> writes() {
    return List.of("corpus", "quarantine");
  }

  @Override
  public List<String> files(IngestSettings settings) {
    if (settings.tree().isBlank()) {
      throw UserError.request("set ingest.tree to the folder that holds train and test");
    }
    return List.of(settings.tree());
  }

  @Override
  public void run(SparkSession spark, IngestSettings settings, StageRun run) {
    Configuration hadoop = spark.sparkContext().hadoopConfiguration();
    List<String> paths = list(new Path(run.file(settings.tree())), hadoop);
    Dataset<Row> outcomes =
        outcomes(spark, settings, paths).persist(StorageLevel.MEMORY_AND_DISK_SER());
    try {
      Dataset<Row> quarantined =
          outcomes.where("quarantined IS NOT NULL").select("quarantined.*").orderBy("path");
      refuseIfTooMany(settings, quarantined, paths.size());
      Dataset<Row> accepted = outcomes.where("accepted IS NOT NULL").select("accepted.*");
      run.write("corpus", accepted.coalesce(1 + paths.size() / IMAGES_A_FILE));
      run.writeSmall("quarantine", quarantined);
      long accounted = run.rowsWritten("corpus") + run.rowsWritten("quarantine");
      if (accounted != paths.size()) {
        throw new IllegalStateException(
            String.format(
                Locale.ROOT,
                "the tree has %d files, but %d are accounted for",
                paths.size(),
                accounted));
      }
    } finally {
      outcomes.unpersist();
    }
  }

  /** Returns the paths below the tree; listed by ourselves, as Spark leaves out empty files. */
  private static List<String> list(Path tree, Configuration hadoop) {
    try {
      FileSystem files = tree.getFileSystem(hadoop);
      String root = files.makeQualified(tree).toUri().getPath();
      List<String> paths = new ArrayList<>();
      RemoteIterator<LocatedFileStatus> all = files.listFiles(tree, true);
      while (all.hasNext()) {
        String path = all.next().getPath().toUri().getPath().substring(root.length() + 1);
        if (!path.equals(DigitsFile.NAME)) {
          paths.add(path);
        }
      }
      if (paths.isEmpty()) {
        throw UserError.request(tree + " holds no file");
      }
      refuseUnlessTree(tree, paths);
      paths.sort(null);
      return paths;
    } catch (FileNotFoundException e) {
      throw UserError.request("there is no folder " + tree);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + tree, e);
    }
  }

  /**
   * Refuses a folder in which neither {@code train} nor {@code test} has a file.
   *
   * @throws UserError naming the folder below it that has such, or what is expected
   */
  private static void refuseUnlessTree(Path tree, List<String> paths) {
    Set<String> trees = new TreeSet<>();
    for (String path : paths) {
      Matcher file = IN_SPLIT.matcher(path);
      if (file.matches()) {
        if (file.group(1) == null) {
          return;
        }
        trees.add(file.group(1));
      }
    }
    String neither = tree + " holds no files in train or test";
    if (trees.isEmpty()) {
      throw UserError.request(
          neither + ": set ingest.tree to a folder of files {train,test}/mN/INDEX.LABEL.png");
    }
    String folders = trees.stream().limit(3).collect(Collectors.joining(", "));
    throw UserError.request(
        trees.size() == 1
            ? "%s, but its folder %s does: set ingest.tree=%s/%s"
                .formatted(neither, folders, tree, folders)
            : "%s, but its folders %s do: set ingest.tree to one of them"
                .formatted(neither, trees.size() > 3 ? folders + ", ..." : folders));
  }

  private static Dataset<Row> outcomes(
      SparkSession spark, IngestSettings settings, List<String> paths) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    Configuration hadoop = spark.sparkContext().hadoopConfiguration();
    Broadcast<Map<String, Integer>> digits =
        context.broadcast(DigitsFile.read(new Path(settings.tree()), hadoop));
    SerializableConfiguration configuration = new SerializableConfiguration(hadoop);
    int tasks =
        Math.max(spark.sparkContext().defaultParallelism(), 1 + paths.size() / FILES_A_TASK);
    return spark
        .createDataset(context.parallelize(paths, tasks).rdd(), Encoders.STRING())
        .map(
            (MapFunction<String, Row>)
                path -> outcome(path, settings, digits.value(), configuration.value()),
            Encoders.row(OUTCOME));
  }

  private static Row outcome(
      String path, IngestSettings settings, Map<String, Integer> digits, Configuration hadoop) {
    byte[] bytes = null;
    try {
      bytes = bytes(new Path(settings.tree(), path), hadoop);
      return RowFactory.create(read(path, bytes, settings, digits).toRow(), null);
    } catch (UnreadableImage e) {
      String sha256 = bytes == null ? null : DigestUtils.sha256Hex(bytes);
      long size = bytes == null ? 0 : bytes.length;
      return RowFactory.create(null, new Quarantined(path, e.getMessage(), sha256, size).toRow());
    }
  }

  private static byte[] bytes(Path file, Configuration hadoop) throws UnreadableImage {
    try (InputStream in = file.getFileSystem(hadoop).open(file)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UnreadableImage("cannot be read: " + e.getMessage(), e);
    }
  }

  private static CorpusImage read(
      String path, byte[] bytes, IngestSettings settings, Map<String, Integer> digits)
      throws UnreadableImage {
    TreeFile file = TreeFile.of(path);
    Image image = Png.decode(bytes);
    Integer digit = digits.get(path);
    String handwriting =
        file.published().word()
            + " "
            + (digit == null ? file.label() + "/" + file.index() : digit.toString());
    return CorpusImage.of(
        file.published().word(),
        Split.of(file.published(), handwriting, settings.validationShare(), settings.seed()).word(),
        file.modality(),
        file.label(),
        file.index(),
        digit,
        image,
        bytes,
        path);
  }

  private static void refuseIfTooMany(
      IngestSettings settings, Dataset<Row> quarantined, int files) {
    long count = quarantined.count();
    if (count > settings.mostQuarantined() * files) {
      String examples =
          quarantined.limit(3).collectAsList().stream()
              .map(row -> row.getString(0) + " " + row.getString(1))
              .collect(Collectors.joining("; "));
      throw UserError.rejectedInput(
          String.format(
              Locale.ROOT,
              "%d of %d files of %s cannot be used, more than ingest.most-quarantined=%s allows: %s",
              count,
              files,
              settings.tree(),
              settings.mostQuarantined(),
              examples));
    }
  }
}
