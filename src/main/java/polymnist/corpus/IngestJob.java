package polymnist.corpus;

import static polymnist.corpus.CorpusShape.POLYMNIST;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
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
import polymnist.input.InputBytes;
import polymnist.input.InputFile;
import polymnist.input.InputFolder;
import polymnist.job.JobDescription;
import polymnist.job.JobGroup;
import polymnist.job.Stage;
import polymnist.setting.UserError;
import polymnist.warehouse.InputFiles;
import polymnist.warehouse.StageRun;

/**
 * Reads a PolyMNIST tree of PNG files, the published one or one made by {@link SynthesizeJob}.
 *
 * <p>Writes the table {@code corpus} ({@link CorpusImage#SCHEMA}) and the table {@code quarantine}
 * ({@link Quarantined#SCHEMA}). Every file of the tree is in exactly one of them, but for {@code
 * digits.csv} and what systems and editors leave behind, which is counted. Where too many cannot be
 * used, {@code quarantine} alone is published, and the job ends with exit code 3. Where the MNIST
 * digits are unknown, validation is drawn by label and index, and the same handwriting may occur in
 * training and validation under different modalities. A folder in which {@code train} and {@code
 * test} lie deeper is refused, naming the one to give.
 *
 * <pre>./spark-submit.sh ingest ingest.tree=/data/PolyMNIST</pre>
 */
public final class IngestJob implements Stage<IngestSettings> {
  /** A picture of the tree has 2,352 samples; this leaves room for what software writes beside. */
  private static final int MAX_BYTES = 1 << 20;

  private static final int FILES_A_TASK = 2_000;
  private static final int IMAGES_A_FILE = 50_000;

  /** A file of a split; the group is the folder with the splits, none where it is the tree. */
  private static final Pattern IN_SPLIT =
      Pattern.compile("(?:(.*?)/)??(?:train|test)/.*", Pattern.DOTALL);

  @Override
  public JobDescription description() {
    return JobDescription.ofStage(
        "ingest",
        JobGroup.STUDY,
        "read a PolyMNIST tree of PNG files, in place of `synthesize`",
        "a tree of PNG files (`ingest.tree`)",
        List.of("corpus", "quarantine"));
  }

  @Override
  public List<InputFiles> files(IngestSettings settings) {
    if (settings.tree().isBlank()) {
      throw UserError.request("set ingest.tree to the folder that holds train and test");
    }
    return List.of(new InputFiles(settings.tree(), "**", true));
  }

  @Override
  public void run(SparkSession spark, IngestSettings settings, StageRun run) {
    Configuration hadoop = spark.sparkContext().hadoopConfiguration();
    List<InputFile> files = list(run.file(settings.tree()), hadoop);
    Dataset<Row> outcomes =
        outcomes(spark, settings, files).persist(StorageLevel.MEMORY_AND_DISK_SER());
    try {
      Dataset<Row> quarantined =
          outcomes.where("quarantined IS NOT NULL").select("quarantined.*").orderBy("path");
      run.writeSmall("quarantine", quarantined);
      Optional<String> tooMany =
          tooMany(settings, quarantined, run.rowsWritten("quarantine"), files.size());
      if (tooMany.isPresent()) {
        run.refuse(tooMany.get());
        return;
      }
      Dataset<Row> accepted = outcomes.where("accepted IS NOT NULL").select("accepted.*");
      run.write("corpus", accepted.coalesce(1 + files.size() / IMAGES_A_FILE));
      long accounted = run.rowsWritten("corpus") + run.rowsWritten("quarantine");
      if (accounted != files.size()) {
        throw new IllegalStateException(
            String.format(
                Locale.ROOT,
                "the tree has %d files, but %d are accounted for",
                files.size(),
                accounted));
      }
    } finally {
      outcomes.unpersist();
    }
  }

  /** Returns what is in the tree; what cannot be used has its reason already. */
  private static List<InputFile> list(String tree, Configuration hadoop) {
    List<InputFile> all = InputFolder.list("folder", tree, "", hadoop);
    List<InputFile> files =
        all.stream()
            .filter(file -> !isIgnored(file.path()))
            .filter(file -> !file.path().equals(DigitsFile.NAME))
            .toList();
    if (files.isEmpty()) {
      throw UserError.request(tree + " holds no file");
    }
    refuseUnlessTree(tree, files.stream().map(InputFile::path).toList());
    long ignored = all.stream().filter(file -> isIgnored(file.path())).count();
    if (ignored > 0) {
      System.out.printf(
          Locale.ROOT,
          "%d of %d files ignored, being hidden or left by systems and editors%n",
          ignored,
          all.size());
    }
    return withoutDoubles(files);
  }

  /** What somebody hid may still be an image, and is then quarantined. */
  private static boolean isIgnored(String path) {
    return InputFolder.isJunk(path) && !path.endsWith(".png");
  }

  /** Of files that have the same split, modality, index and label the first by path is taken. */
  private static List<InputFile> withoutDoubles(List<InputFile> files) {
    Map<TreeFile, String> taken = new HashMap<>();
    List<InputFile> marked = new ArrayList<>();
    for (InputFile file : files) {
      String first = file.path();
      try {
        first = taken.computeIfAbsent(TreeFile.of(file.path()), name -> file.path());
      } catch (UnreadableImage e) {
        // It is told when the file is read.
      }
      marked.add(
          first.equals(file.path())
              ? file
              : file.with("is the same image by its name as " + first));
    }
    return marked;
  }

  /**
   * Refuses a folder in which neither {@code train} nor {@code test} has a file.
   *
   * @throws UserError naming the folder below it that has such, or what is expected
   */
  private static void refuseUnlessTree(String tree, List<String> paths) {
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
      SparkSession spark, IngestSettings settings, List<InputFile> files) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    Configuration hadoop = spark.sparkContext().hadoopConfiguration();
    Broadcast<Map<String, Integer>> digits =
        context.broadcast(DigitsFile.read(new Path(settings.tree()), hadoop));
    SerializableConfiguration configuration = new SerializableConfiguration(hadoop);
    int tasks =
        Math.max(spark.sparkContext().defaultParallelism(), 1 + files.size() / FILES_A_TASK);
    // An accepted image or a quarantined file, one of the two.
    StructType outcome =
        new StructType()
            .add("accepted", CorpusImage.SCHEMA, true)
            .add("quarantined", Quarantined.SCHEMA, true);
    return spark
        .createDataset(
            context.parallelize(files, tasks).rdd(), Encoders.javaSerialization(InputFile.class))
        .map(
            (MapFunction<InputFile, Row>)
                file -> outcome(file, settings, digits.value(), configuration.value()),
            Encoders.row(outcome));
  }

  private static Row outcome(
      InputFile file, IngestSettings settings, Map<String, Integer> digits, Configuration hadoop) {
    byte[] bytes = null;
    try {
      bytes = InputBytes.read(file, MAX_BYTES, hadoop);
      return RowFactory.create(read(file.path(), bytes, settings, digits).toRow(), null);
    } catch (UnreadableImage e) {
      String sha256 = bytes == null ? null : DigestUtils.sha256Hex(bytes);
      return RowFactory.create(
          null, new Quarantined(file.path(), e.getMessage(), sha256, file.bytes()).toRow());
    }
  }

  private static CorpusImage read(
      String path, byte[] bytes, IngestSettings settings, Map<String, Integer> digits)
      throws UnreadableImage {
    TreeFile file = TreeFile.of(path);
    Image image = POLYMNIST.decode(bytes);
    Integer digit = digits.get(path);
    String handwriting =
        file.published().text()
            + " "
            + (digit == null ? file.label() + "/" + file.index() : digit.toString());
    return CorpusImage.of(
        file.published().text(),
        Split.of(file.published(), handwriting, settings.validationShare(), settings.seed()).text(),
        file.modality(),
        file.label(),
        file.index(),
        digit,
        image,
        bytes,
        path);
  }

  private static Optional<String> tooMany(
      IngestSettings settings, Dataset<Row> quarantined, long count, int files) {
    if (count <= settings.mostQuarantined() * files) {
      return Optional.empty();
    }
    String examples =
        quarantined.limit(3).collectAsList().stream()
            .map(row -> row.getString(0) + " " + row.getString(1))
            .collect(Collectors.joining("; "));
    return Optional.of(
        String.format(
            Locale.ROOT,
            "%d of %d files of %s cannot be used, more than ingest.most-quarantined=%s allows: %s;"
                + " all are in the table quarantine",
            count,
            files,
            settings.tree(),
            settings.mostQuarantined(),
            examples));
  }
}
