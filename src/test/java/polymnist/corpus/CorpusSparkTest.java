package polymnist.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import polymnist.image.Image;
import polymnist.image.png.Png;
import polymnist.job.LocalSpark;
import polymnist.setting.UserError;
import polymnist.warehouse.RunManifest;
import polymnist.warehouse.TableColumns;
import polymnist.warehouse.Warehouse;

/** Synthesis and ingestion, on the embedded MNIST files and photos. */
class CorpusSparkTest {
  private static final int TRAIN = 100;
  private static final int TEST = 20;

  /** Of the table {@code corpus}, whichever job wrote it. */
  private static final List<String> COLUMNS =
      List.of(
          "id string",
          "split string",
          "published_split string",
          "modality string",
          "label int",
          "index int",
          "digit int",
          "width int",
          "height int",
          "channels int",
          "sha256 string",
          "image struct<bytes:binary,path:string>");

  private final SparkSession spark = LocalSpark.session();
  @TempDir private Path folder;
  private Warehouse warehouse;

  @BeforeEach
  void open() {
    warehouse = LocalSpark.warehouse(folder.resolve("results"));
  }

  private static SynthesizeSettings settings(SynthesizeSettings.Format format, long seed) {
    return new SynthesizeSettings("data/mnist", "data/backgrounds", TRAIN, TEST, 0.2, format, seed);
  }

  private Dataset<Row> synthesized(String runId, long seed) {
    LocalSpark.execute(
        warehouse, runId, new SynthesizeJob(), settings(SynthesizeSettings.Format.TABLE, seed));
    return warehouse.read(spark, "corpus", List.of(runId)).drop("run_id");
  }

  private static List<String> hashes(Dataset<Row> corpus) {
    return corpus
        .selectExpr("concat_ws(' ', id, split, sha256, digit) AS line")
        .sort("line")
        .collectAsList()
        .stream()
        .map(row -> row.getString(0))
        .toList();
  }

  @Test
  void everyDigitIsOnceInEveryModalityAndSplitsShareNoHandwriting() {
    Dataset<Row> corpus = synthesized("r1", 1);
    assertThat(TableColumns.of(corpus)).isEqualTo(COLUMNS);
    assertThat(corpus.count()).isEqualTo((TRAIN + TEST) * 5L);
    corpus.createOrReplaceTempView("c");
    assertThat(
            spark
                .sql(
                    "SELECT 1 FROM c GROUP BY split = 'test', digit"
                        + " HAVING COUNT(*) != 5 OR COUNT(DISTINCT modality) != 5"
                        + " OR COUNT(DISTINCT split) != 1")
                .count())
        .isZero();
    // Indices count from 0 within split, modality and label, without a gap.
    assertThat(
            spark
                .sql(
                    "SELECT 1 FROM c GROUP BY split = 'test', modality, label"
                        + " HAVING MAX(index) + 1 != COUNT(DISTINCT index)")
                .count())
        .isZero();
    long validation = corpus.where("split = 'validation'").count();
    assertThat(validation).isBetween(5L * 8, 5L * 34);
    assertThat(corpus.where("width != 28 OR height != 28 OR channels != 3").count()).isZero();
  }

  @Test
  void theSameIndexShowsOtherDigitsInOtherModalities() {
    Dataset<Row> corpus = synthesized("r1", 1);
    corpus.createOrReplaceTempView("c");
    long differing =
        spark
            .sql(
                "SELECT label, index FROM c WHERE split != 'test' GROUP BY label, index"
                    + " HAVING COUNT(DISTINCT digit) > 1")
            .count();
    assertThat(differing).isGreaterThan(TRAIN * 8 / 10);
  }

  @Test
  void theSeedDecidesEveryImage() {
    List<String> first = hashes(synthesized("r1", 1));
    assertThat(hashes(synthesized("r2", 1))).isEqualTo(first);
    assertThat(hashes(synthesized("r3", 2))).isNotEqualTo(first);
  }

  @Test
  void aSynthesizedTreeIsIngestedToTheSameCorpus() {
    List<String> direct = hashes(synthesized("r1", 1));
    LocalSpark.execute(
        warehouse, "r2", new SynthesizeJob(), settings(SynthesizeSettings.Format.PNG, 1));
    String tree = warehouse.folder("polymnist_png", "r2").toString();
    LocalSpark.execute(warehouse, "r3", new IngestJob(), new IngestSettings(tree, 0.2, 0, 1));
    assertThat(hashes(warehouse.read(spark, "corpus", List.of("r3")))).isEqualTo(direct);
    assertThat(warehouse.read(spark, "quarantine", List.of("r3")).count()).isZero();
  }

  private Path tree() throws IOException {
    Path tree = folder.resolve("tree of images");
    byte[] png = Png.encode(Image.black(3, 28, 28));
    for (int i = 0; i < 8; i++) {
      write(tree, "train/m0/" + i + ".3.png", png);
    }
    write(tree, "test/m4/0.9.png", png);
    return tree;
  }

  private static void write(Path tree, String name, byte[] bytes) throws IOException {
    Path file = tree.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
  }

  @Test
  void everyFileIsAcceptedOrQuarantinedWithItsReason() throws IOException {
    Path tree = tree();
    byte[] png = Png.encode(Image.black(3, 28, 28));
    byte[] wrong = png.clone();
    wrong[png.length - 16] ^= 1;
    write(tree, "train/m1/0.1.png", new byte[0]);
    write(tree, "train/m1/1.1.png", Arrays.copyOf(png, 50));
    write(tree, "train/m1/2.1.png", "a text".getBytes(StandardCharsets.UTF_8));
    write(tree, "train/m1/3.1.png", wrong);
    write(tree, "train/m1/4.10.png", png);
    write(tree, "train/m1/_5.1.png", png);
    write(tree, "train/m1/.6.1.png", png);
    write(tree, "train/m1/7 %20é.1.png", png);
    write(tree, "readme.txt", new byte[3]);
    LocalSpark.execute(
        warehouse, "r1", new IngestJob(), new IngestSettings(tree.toString(), 0.2, 0.6, 1));
    Dataset<Row> corpus = warehouse.read(spark, "corpus", List.of("r1")).drop("run_id");
    assertThat(TableColumns.of(corpus)).isEqualTo(COLUMNS);
    assertThat(corpus.count()).isEqualTo(9);
    assertThat(corpus.where("modality = 'm4' AND label = 9 AND split = 'test'").count()).isOne();
    String named = "is not named {train,test}/mN/INDEX.LABEL.png with LABEL 0 to 9";
    Dataset<Row> quarantine = warehouse.read(spark, "quarantine", List.of("r1")).drop("run_id");
    assertThat(TableColumns.of(quarantine))
        .containsExactly("path string", "reason string", "sha256 string", "bytes bigint");
    assertThat(
            quarantine.selectExpr("concat(path, ' ', reason)").collectAsList().stream()
                .map(row -> row.getString(0)))
        .containsExactlyInAnyOrder(
            "train/m1/0.1.png is empty",
            "train/m1/1.1.png is truncated",
            "train/m1/2.1.png is no PNG",
            "train/m1/3.1.png has a wrong checksum in chunk IDAT",
            "train/m1/4.10.png " + named,
            "train/m1/_5.1.png " + named,
            "train/m1/.6.1.png " + named,
            "train/m1/7 %20é.1.png " + named,
            "readme.txt " + named);
  }

  @Test
  void tooManyBadFilesAreRefusedAndOnlyTheQuarantineIsPublished() throws IOException {
    Path tree = tree();
    write(tree, "train/m1/0.1.png", new byte[0]);
    LocalSpark.execute(
        warehouse, "r1", new IngestJob(), new IngestSettings(tree.toString(), 0.2, 0.05, 1));
    RunManifest run = warehouse.run("r1").orElseThrow();
    assertThat(run.refusal().orElseThrow())
        .startsWith("1 of 10 files of " + tree + " cannot be used")
        .contains("train/m1/0.1.png is empty");
    assertThat(run.tables()).containsOnlyKeys("quarantine");
    assertThat(warehouse.read(spark, "quarantine", List.of("r1")).count()).isOne();
  }

  @Test
  @Timeout(120)
  void hostileFilesAreAllAccountedFor() throws Exception {
    Path tree = tree();
    byte[] png = Png.encode(Image.black(3, 28, 28));
    write(tree, "train/m1/7.3.png", png);
    write(tree, "train/m1/007.3.png", png);
    write(tree, "train/m1/8.3.png", Png.encode(Image.black(3, 29, 29)));
    write(tree, "train/m1/9.3.png", Png.encode(Image.black(1, 28, 28)));
    write(tree, "train/m1/a:b.png", png);
    write(tree, "train/.DS_Store", png);
    try (RandomAccessFile huge =
        new RandomAccessFile(tree.resolve("train/m1/10.3.png").toFile(), "rw")) {
      huge.setLength(3L << 30);
    }
    Files.createSymbolicLink(tree.resolve("train/again"), tree);
    Files.createSymbolicLink(tree.resolve("train/m1/11.3.png"), Path.of("nowhere"));
    new ProcessBuilder("mkfifo", tree.resolve("train/m1/12.3.png").toString()).start().waitFor();
    LocalSpark.execute(
        warehouse, "r1", new IngestJob(), new IngestSettings(tree.toString(), 0.2, 0.6, 1));
    assertThat(warehouse.read(spark, "corpus", List.of("r1")).count()).isEqualTo(10);
    assertThat(
            warehouse
                .read(spark, "quarantine", List.of("r1"))
                .selectExpr("concat(path, ' ', reason)")
                .collectAsList()
                .stream()
                .map(row -> row.getString(0)))
        .containsExactlyInAnyOrder(
            "train/m1/7.3.png is the same image by its name as train/m1/007.3.png",
            "train/m1/8.3.png is too large: 29x29 pixels, where 28 a side and 784 in all are the most",
            "train/m1/9.3.png is of the shape [1,28,28], and images of the corpus are [3,28,28]",
            "train/m1/a:b.png is not named {train,test}/mN/INDEX.LABEL.png with LABEL 0 to 9",
            "train/m1/10.3.png is too large: it has 3,221,225,472 bytes, at most 1,048,576 are read",
            "train/again is a link to a folder, and such are not followed: copy the folder",
            "train/m1/11.3.png is a link that leads nowhere",
            "train/m1/12.3.png is a pipe, a socket or a device and no file");
  }

  private void assertRefused(Path tree, String message) {
    assertThatThrownBy(
            () ->
                LocalSpark.execute(
                    warehouse,
                    "r1",
                    new IngestJob(),
                    new IngestSettings(tree.toString(), 0.2, 0.05, 1)))
        .isInstanceOfSatisfying(UserError.class, error -> assertThat(error.exitCode()).isEqualTo(2))
        .hasMessage(message);
    assertThat(warehouse.runs()).isEmpty();
  }

  @Test
  void anUnknownTreeIsNamed() {
    Path none = folder.resolve("none");
    assertRefused(none, "there is no folder " + none + " that you can see");
  }

  @Test
  void aTreeThatLiesDeeperIsNamed() throws IOException {
    Path downloads = folder.resolve("downloads");
    write(downloads, "readme.txt", new byte[3]);
    write(downloads, "MMNIST/train/m0/0.3.png", new byte[0]);
    write(downloads, "MMNIST/train/test/0.3.png", new byte[0]);
    String neither = downloads + " holds no files in train or test";
    assertRefused(
        downloads,
        "%s, but its folder MMNIST does: set ingest.tree=%s/MMNIST".formatted(neither, downloads));
    write(downloads, "a/b/test/m0/0.3.png", new byte[0]);
    assertRefused(
        downloads, neither + ", but its folders MMNIST, a/b do: set ingest.tree to one of them");
  }

  @Test
  void aFolderWithoutATreeIsToldWhatATreeIs() throws IOException {
    Path pictures = folder.resolve("pictures");
    write(pictures, "m0/0.3.png", new byte[0]);
    write(pictures, "train", new byte[0]);
    assertRefused(
        pictures,
        pictures
            + " holds no files in train or test: set ingest.tree to a folder of files"
            + " {train,test}/mN/INDEX.LABEL.png");
  }
}
