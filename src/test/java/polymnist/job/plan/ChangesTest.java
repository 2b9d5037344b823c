package polymnist.job.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import polymnist.setting.Settings;

/** Which changes make a job run again, and which do not: each is made, and the job planned anew. */
class ChangesTest {
  private static final List<String> SPARK =
      List.of(
          "spark.sql.session.timeZone",
          "spark.sql.legacy.timeParserPolicy",
          "spark.sql.decimalOperations.allowPrecisionLoss",
          "spark.sql.ansi.enabled",
          "spark.sql.caseSensitive",
          "spark.sql.timestampType",
          "spark.sql.groupByOrdinal",
          "spark.hadoop.fs.defaultFS",
          "spark.sql.shuffle.partitions",
          "spark.executor.memory");

  private final TimeZone zone = TimeZone.getDefault();
  @TempDir private Path folder;

  /** Something that changes between two plans. */
  private interface Change {
    void make(Place place) throws IOException;
  }

  /** A checkout, what somebody submits from it, and a folder of pictures. */
  private static final class Place {
    private Path home;
    private Path warehouse;
    private final Path pictures;
    private final List<String> settings = new ArrayList<>();

    Place(Path folder) {
      home = folder.resolve("home");
      warehouse = folder.resolve("warehouse");
      pictures = folder.resolve("pictures");
    }

    void write(String file, String content) throws IOException {
      Path path = home.resolve(file);
      Files.createDirectories(path.getParent());
      Files.writeString(path, content);
    }

    void link(Path link, String to) throws IOException {
      Files.deleteIfExists(link);
      Files.createSymbolicLink(link, link.resolveSibling(to));
    }

    void publish(String run, String table) throws IOException {
      Files.writeString(
          Files.createDirectories(warehouse.resolve("runs")).resolve(run + ".json"),
          """
          {"run-id": "%s", "job": "other", "fingerprint": "f", "inputs": {}, "provenance": {},
           "tables": {"%s": {"rows": 1, "files": 1, "bytes": 9}}, "settings": "{}"}
          """
              .formatted(run, table));
    }

    String fingerprint(String job) {
      List<String> all = new ArrayList<>(settings);
      all.add("study.warehouse=file:" + warehouse);
      all.add("custom.images=" + pictures);
      if (all.stream().noneMatch(setting -> setting.startsWith("score.images="))) {
        all.add("score.images=" + home.resolve("large.parquet"));
      }
      Jobs jobs = new Jobs(Settings.load(home, "mine", all));
      return jobs.plan(jobs.stage(job).orElseThrow(), Map.of()).fingerprint();
    }
  }

  @BeforeEach
  void prepare() throws IOException {
    Place place = new Place(folder);
    copy(Path.of("jobs/eda"), place.home.resolve("jobs/eda"));
    copy(Path.of("data/detector"), place.home.resolve("data/detector"));
    place.write(
        "conf/mine.conf",
        Files.readString(Path.of("conf/demo.conf"))
            + "\ntrain.train=[mlp], train.fresh=[resnet]\n");
    for (String set : List.of("train", "t10k")) {
      place.write("data/mnist/" + set + "-images-idx3-ubyte.gz", set);
      place.write("data/mnist/" + set + "-labels-idx1-ubyte.gz", set);
    }
    for (String photo : List.of("a.jpg", "b.jpg")) {
      place.write("data/backgrounds/" + photo, photo);
    }
    place.link(place.home.resolve("jobs/eda/mine.sql"), "../first");
    place.write("jobs/first", "SELECT 1 AS one");
    place.write("jobs/second", "SELECT 2 AS one");
    Files.createDirectories(place.pictures);
    Files.writeString(place.pictures.resolve("3.png"), "three");
    Files.writeString(place.pictures.resolve("labels.csv"), "path,label");
    large(place.home.resolve("large.parquet"), "first content");
    int run = 0;
    for (String table : List.of("corpus", "augmented", "models", "model_files", "detector_files")) {
      place.publish("r" + run++, table);
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName().toString()));
      }
    }
  }

  /** A file with holes that is larger than any but Parquet may be. */
  private static void large(Path file, String content) throws IOException {
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength((1L << 30) + 4096);
      sparse.seek(100);
      sparse.writeBytes(content);
    }
  }

  @AfterEach
  void asBefore() {
    SPARK.forEach(System::clearProperty);
    TimeZone.setDefault(zone);
  }

  private static Arguments runs(String job, String what, Change change) {
    return Arguments.of(job, what, true, change);
  }

  private static Arguments same(String job, String what, Change change) {
    return Arguments.of(job, what, false, change);
  }

  private static Change set(String... settings) {
    return place -> place.settings.addAll(Arrays.asList(settings));
  }

  private static Change write(String file) {
    return place -> place.write(file, "new content");
  }

  private static Change spark(String setting, String value) {
    return place -> System.setProperty(setting, value);
  }

  static Stream<Arguments> changes() {
    String mnist = "data/mnist/train-images-idx3-ubyte.gz";
    return Stream.of(
        runs("synthesize", "another MNIST file", write(mnist)),
        runs("synthesize", "a missing MNIST file", p -> Files.delete(p.home.resolve(mnist))),
        same("synthesize", "its time", p -> touch(p.home.resolve(mnist))),
        same("synthesize", "a stray file of a Mac beside MNIST", write("data/mnist/.DS_Store")),
        same("synthesize", "a note beside MNIST", write("data/mnist/README.md")),
        same("synthesize", "a file of Windows", write("data/backgrounds/Thumbs.db")),
        same("synthesize", "a note beside photos", write("data/backgrounds/licence.txt")),
        runs("synthesize", "another photo", write("data/backgrounds/a.jpg")),
        runs("synthesize", "one more photo", write("data/backgrounds/c.png")),
        runs("synthesize", "one of another spelling", write("data/backgrounds/c.Jpg")),
        runs(
            "synthesize",
            "photos in another order",
            p ->
                Files.move(
                    p.home.resolve("data/backgrounds/a.jpg"),
                    p.home.resolve("data/backgrounds/z.jpg"))),
        runs(
            "synthesize",
            "MNIST as a link to something else",
            p -> p.link(p.home.resolve(mnist), "../../jobs/first")),
        runs("synthesize", "another seed", set("seed=2")),
        same("synthesize", "a site's files", spark("spark.hadoop.fs.defaultFS", "viewfs://site/")),
        same("synthesize", "the seed as it is", set("seed=1")),
        runs("synthesize", "fewer digits", set("synthesize.train-digits=400")),
        same("synthesize", "a setting of another job", set("train.workers=1")),
        same("synthesize", "a checkout that was moved", p -> p.home = moved(p.home)),
        same("synthesize", "a warehouse that was moved", p -> p.warehouse = moved(p.warehouse)),
        runs(
            "eda",
            "a question's link that leads elsewhere",
            p -> p.link(p.home.resolve("jobs/eda/mine.sql"), "../second")),
        runs("eda", "what a question's link leads to", write("jobs/first")),
        runs("eda", "one more question", write("jobs/eda/more.sql")),
        runs("eda", "no question", p -> Files.delete(p.home.resolve("jobs/eda/mine.sql"))),
        same("eda", "a note beside questions", write("jobs/eda/README.md")),
        same("eda", "what an editor leaves", write("jobs/eda/.mine.sql.swp")),
        runs("eda", "a corpus that was made anew", p -> p.publish("r9", "corpus")),
        same("eda", "a table that it does not read", p -> p.publish("r9", "models")),
        runs("eda", "a time zone asked for", spark("spark.sql.session.timeZone", "Asia/Tokyo")),
        same("eda", "this machine's", p -> TimeZone.setDefault(TimeZone.getTimeZone("Asia/Tokyo"))),
        runs("eda", "how dates are read", spark("spark.sql.legacy.timeParserPolicy", "LEGACY")),
        runs(
            "eda",
            "how decimals are rounded",
            spark("spark.sql.decimalOperations.allowPrecisionLoss", "false")),
        runs("eda", "what is an error", spark("spark.sql.ansi.enabled", "false")),
        runs("eda", "whether case counts", spark("spark.sql.caseSensitive", "true")),
        runs("eda", "what a time is", spark("spark.sql.timestampType", "TIMESTAMP_NTZ")),
        runs("eda", "what a number groups by", spark("spark.sql.groupByOrdinal", "false")),
        same("eda", "how rows are shared out", spark("spark.sql.shuffle.partitions", "7")),
        same("eda", "memory", spark("spark.executor.memory", "3g")),
        same("train", "a network that is not trained", set("train.networks.vgg.epochs=9")),
        runs("train", "one that is", set("train.networks.mlp.epochs=9")),
        runs("train", "one that is, on new images", set("train.networks.resnet.epochs=9")),
        runs(
            "augment",
            "a policy whose name is a number",
            p -> {
              p.settings.add("augment.policies.7=[{kind=invert,probability=1}]");
              p.settings.add("augment.policy=7");
            }),
        same("train", "a new network", set("train.networks.mine=${train.networks.mlp}")),
        same("train", "a policy that is not used", set("train.policies.mine=[]")),
        same("train", "another spelling of a number", set("train.schedule.warm-up=0.10e0")),
        same(
            "train",
            "a comment in the profile",
            p ->
                p.write(
                    "conf/mine.conf",
                    "# mine\n" + Files.readString(p.home.resolve("conf/mine.conf")))),
        runs("train", "copies that were made anew", p -> p.publish("r9", "augmented")),
        runs("score", "a large file", p -> large(p.home.resolve("large.parquet"), "other")),
        runs("custom", "a picture", p -> Files.writeString(p.pictures.resolve("3.png"), "other")),
        same("custom", "its time", p -> touch(p.pictures.resolve("3.png"))),
        runs("custom", "labels", p -> Files.writeString(p.pictures.resolve("labels.csv"), "other")),
        same("custom", "a stray file", p -> Files.writeString(p.pictures.resolve(".DS_Store"), "")),
        same("custom", "a presentation not used", set("custom.presentations.mine={kind=plain}")));
  }

  private static void touch(Path file) throws IOException {
    Files.setLastModifiedTime(file, FileTime.fromMillis(0));
  }

  private static Path moved(Path from) throws IOException {
    return Files.move(from, from.resolveSibling(from.getFileName() + " moved"));
  }

  @ParameterizedTest(name = "{0}: {1}, runs again: {2}")
  @MethodSource("changes")
  void aChangeThatMattersRunsAndNoOther(String job, String what, boolean runs, Change change)
      throws IOException {
    Place place = new Place(folder);
    String before = place.fingerprint(job);
    change.make(place);
    assertThat(!place.fingerprint(job).equals(before)).as("%s: %s", job, what).isEqualTo(runs);
  }
}
