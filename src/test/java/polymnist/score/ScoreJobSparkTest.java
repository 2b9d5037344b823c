package polymnist.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polymnist.corpus.CorpusImage;
import polymnist.image.Image;
import polymnist.image.png.Png;
import polymnist.job.LocalSpark;
import polymnist.model.ModelFile;
import polymnist.model.PrecisionChoice;
import polymnist.model.Predictor;
import polymnist.network.Mlp;
import polymnist.setting.UserError;
import polymnist.train.TrainingExamples;
import polymnist.warehouse.RunManifest;
import polymnist.warehouse.StageRun;
import polymnist.warehouse.Warehouse;

class ScoreJobSparkTest {
  private static final int IMAGES = 20;

  @TempDir private Path folder;
  private final SparkSession spark = LocalSpark.session();
  private final byte[] network =
      ModelFile.write(TrainingExamples.network(new Mlp(List.of(16, 8)), 3));

  /** Two networks, of which {@code good} is the better; and images of both splits. */
  @BeforeEach
  void publish() throws Exception {
    try (StageRun run = LocalSpark.run(warehouse(), "1-train")) {
      byte[] other = ModelFile.write(TrainingExamples.network(new Mlp(List.of(4)), 1));
      for (Map.Entry<String, byte[]> file : Map.of("good", network, "bad", other).entrySet()) {
        org.apache.hadoop.fs.Path path =
            new org.apache.hadoop.fs.Path(run.files("model_files"), file.getKey());
        try (OutputStream out = run.warehouse().files().create(path)) {
          out.write(file.getValue());
        }
      }
      String row =
          "SELECT '%s' AS model, 'corpus' AS training_corpus, %sD AS validation_accuracy,"
              + " 1D AS validation_loss, '%s' AS file, '%s' AS sha256";
      run.writeSmall(
          "models",
          spark.sql(
              row.formatted("good", "0.9", "good", DigestUtils.sha256Hex(network))
                  + " UNION ALL "
                  + row.formatted("bad", "0.8", "bad", DigestUtils.sha256Hex(other))));
      List<Row> images = new ArrayList<>();
      for (int i = 0; i < IMAGES; i++) {
        images.add(TrainingExamples.image(i, "test").toRow());
      }
      run.write("corpus", spark.createDataFrame(images, CorpusImage.SCHEMA).repartition(4));
      run.publish("train", Map.of(), "{}");
    }
  }

  private Warehouse warehouse() {
    return LocalSpark.warehouse(folder.resolve("results"));
  }

  private static ScoreSettings settings(String images) {
    return new ScoreSettings(images, "", "", "best", false, PrecisionChoice.FLOAT, 256, 0.5);
  }

  private void score(ScoreSettings settings) {
    LocalSpark.execute(warehouse(), "2-score", new ScoreJob(), settings);
  }

  private Dataset<Row> table(String name) {
    return warehouse().read(spark, name, List.of("2-score"));
  }

  /** Returns the networks' probabilities of the images by the ends of their ids. */
  private Map<String, double[]> scores() {
    Map<String, double[]> scores = new HashMap<>();
    for (Row row : table("scores").collectAsList()) {
      List<Double> probabilities = row.getList(row.fieldIndex("probabilities"));
      scores.put(
          row.getAs("id"), probabilities.stream().mapToDouble(Double::doubleValue).toArray());
    }
    return scores;
  }

  private double[][] expected() {
    List<Image> images = new ArrayList<>();
    for (int i = 0; i < IMAGES; i++) {
      images.add(TrainingExamples.pixels(i));
    }
    try (Predictor predictor = Predictor.of(network)) {
      return predictor.probabilities(images);
    }
  }

  @Test
  void aTableIsReadByTheBestNetwork() {
    score(settings("corpus"));
    Map<String, double[]> scores = scores();
    assertThat(scores).hasSize(IMAGES);
    double[][] expected = expected();
    for (int i = 0; i < IMAGES; i++) {
      String id = TrainingExamples.image(i, "test").id();
      assertThat(scores.get(id)).containsExactly(expected[i], within(1e-6));
    }
    assertThat(table("score_quarantine").count()).isZero();
    assertThat(
            table("scores")
                .where("probability = array_max(calibrated) AND embedding IS NULL")
                .count())
        .isEqualTo(IMAGES);
    assertThat(folder.resolve("results/_cache/scores-float")).isEmptyDirectory();
  }

  @Test
  void theEmbeddingIsWhatTheLastLayerReads() {
    score(new ScoreSettings("corpus", "", "", "good/corpus", true, PrecisionChoice.FLOAT, 256, 0));
    var weights = ModelFile.open(network).getLayer("classes").getParam("W");
    var bias = ModelFile.open(network).getLayer("classes").getParam("b");
    for (Row row : table("scores").collectAsList()) {
      List<Float> embedding = row.getList(row.fieldIndex("embedding"));
      assertThat(embedding).hasSize(8).allSatisfy(number -> assertThat(number).isNotNegative());
      List<Double> probabilities = row.getList(row.fieldIndex("probabilities"));
      double[] logits = new double[10];
      for (int c = 0; c < 10; c++) {
        logits[c] = bias.getDouble(c);
        for (int e = 0; e < 8; e++) {
          logits[c] += embedding.get(e) * weights.getDouble(e, c);
        }
      }
      assertThat(Math.log(probabilities.get(3) / probabilities.get(7)))
          .isCloseTo(logits[3] - logits[7], within(1e-3));
    }
  }

  @Test
  void aFolderOfPicturesIsReadAndWhatCannotBeIsQuarantined() throws Exception {
    Path pictures = Files.createDirectories(folder.resolve("pictures/deep"));
    for (int i = 0; i < 3; i++) {
      Files.write(pictures.resolve(i + ".png"), Png.encode(TrainingExamples.pixels(i)));
    }
    Files.write(pictures.resolve("large.png"), Png.encode(Image.black(3, 29, 28)));
    Files.writeString(pictures.resolve("text.png"), "no picture");
    score(settings(folder.resolve("pictures").toString()));
    Map<String, double[]> scores = scores();
    double[][] expected = expected();
    assertThat(scores).containsOnlyKeys("deep/0.png", "deep/1.png", "deep/2.png");
    assertThat(scores.get("deep/2.png")).containsExactly(expected[2], within(1e-6));
    assertThat(
            table("score_quarantine").select("path", "reason").collectAsList().stream()
                .map(Row::mkString))
        .satisfiesExactly(
            large -> assertThat(large).startsWith("deep/large.png").contains("28x29", "28 a side"),
            text -> assertThat(text).startsWith("deep/text.png"));
  }

  @Test
  void parquetFromElsewhereIsRead() {
    byte[] bytes = Png.encode(TrainingExamples.pixels(4));
    StructType image =
        new StructType().add("bytes", DataTypes.BinaryType).add("path", DataTypes.StringType);
    StructType huggingFace = new StructType().add("image", image).add("label", DataTypes.LongType);
    write(
        "hugging",
        List.of(
            RowFactory.create(RowFactory.create(bytes, "four.png"), 4L),
            RowFactory.create(RowFactory.create(null, "none.png"), 4L)),
        huggingFace);
    score(settings(folder.resolve("hugging").toString()));
    assertThat(scores()).containsOnlyKeys("four.png");
    assertThat(table("score_quarantine").select("path", "reason").collectAsList())
        .containsExactly(RowFactory.create("none.png", "has no bytes"));
  }

  @Test
  void whatIsNotFinishedIsLeftOutAndIdsAreUnique() throws Exception {
    StructType one = new StructType().add("picture", DataTypes.BinaryType);
    write("data", List.of(RowFactory.create(Png.encode(TrainingExamples.pixels(4)))), one);
    Path data = folder.resolve("data");
    Path written = parquet(data);
    for (String copy :
        List.of(
            "a/x.parquet",
            "b c/x.parquet",
            "_day=1/x.parquet",
            "_temporary/0/x.parquet",
            "_delta_log/x.parquet",
            "a/.staging/x.parquet",
            "_x.parquet")) {
      Files.createDirectories(data.resolve(copy).getParent());
      Files.copy(written, data.resolve(copy));
    }
    score(settings(data.toString()));
    assertThat(table("scores").count()).isEqualTo(4);
    assertThat(scores().keySet().stream().map(id -> id.replace("%20", " ")))
        .containsExactlyInAnyOrder(
            "a/x.parquet#0", "b c/x.parquet#0", "_day=1/x.parquet#0", written.getFileName() + "#0");
  }

  /** A link to a folder, such as "latest", leads to what is read already, or in a circle. */
  @Test
  void whatLinksToFoldersLeadToIsNotReadAgain() throws Exception {
    StructType one = new StructType().add("picture", DataTypes.BinaryType);
    List<Row> rows = List.of(RowFactory.create(Png.encode(TrainingExamples.pixels(4))));
    write("data/monday", rows, one);
    write("elsewhere", rows, one);
    Path data = folder.resolve("data");
    Files.createSymbolicLink(data.resolve("latest"), Path.of("monday"));
    Files.createSymbolicLink(data.resolve("latest.parquet"), Path.of("monday"));
    Files.createSymbolicLink(data.resolve("monday/circle"), Path.of("."));
    Files.createSymbolicLink(data.resolve("file.parquet"), parquet(folder.resolve("elsewhere")));
    score(settings(data.toString()));
    assertThat(scores().keySet())
        .containsExactlyInAnyOrder(
            "monday/" + parquet(data.resolve("monday")).getFileName() + "#0", "file.parquet#0");
  }

  private static Path parquet(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(f -> f.toString().endsWith(".parquet")).findFirst().orElseThrow();
    }
  }

  /** Two rows named alike, and one without a name. */
  @Test
  void whatDoesNotTellImagesApartIsNoId() {
    byte[] bytes = Png.encode(TrainingExamples.pixels(4));
    StructType named =
        new StructType()
            .add("id", DataTypes.LongType)
            .add("picture", DataTypes.BinaryType)
            .add("unique", DataTypes.LongType);
    write(
        "repeated",
        List.of(
            RowFactory.create(7L, bytes, 1L),
            RowFactory.create(7L, bytes, 2L),
            RowFactory.create(8L, bytes, null)),
        named);
    String path = folder.resolve("repeated").toString();
    assertThatThrownBy(
            () ->
                score(
                    new ScoreSettings(
                        path, "", "id", "best", false, PrecisionChoice.FLOAT, 256, 0)))
        .isInstanceOfSatisfying(UserError.class, e -> assertThat(e.exitCode()).isEqualTo(2))
        .hasMessage(
            "score.id: the column `id` has '7' 2 times, which does not tell images apart: name a"
                + " column of unique values, or leave score.id out");
    score(settings(path));
    assertThat(scores().keySet()).hasSize(3).allMatch(id -> id.matches("part-.*\\.parquet#[012]"));
    LocalSpark.execute(
        warehouse(),
        "3-score",
        new ScoreJob(),
        new ScoreSettings(path, "", "unique", "best", false, PrecisionChoice.FLOAT, 256, 0));
    assertThat(warehouse().read(spark, "scores", List.of("3-score")).select("id").collectAsList())
        .hasSize(3)
        .contains(RowFactory.create("1"), RowFactory.create("2"));
  }

  /** Black ink, or white, whose shape is in alpha alone. */
  @Test
  void inkInAlphaStandsOnAGroundThatShowsIt() throws Exception {
    Path pictures = Files.createDirectories(folder.resolve("alpha"));
    for (int ink : new int[] {0, 255}) {
      BufferedImage alpha = new BufferedImage(28, 28, BufferedImage.TYPE_INT_ARGB);
      Image opaque = Image.black(3, 28, 28);
      for (int y = 0; y < 28; y++) {
        for (int x = 0; x < 28; x++) {
          boolean drawn = x > 12 && x < 16;
          alpha.setRGB(x, y, (drawn ? 0xff000000 : 0) | ink * 0x010101);
          for (int channel = 0; channel < 3; channel++) {
            opaque.samples()[channel * 784 + y * 28 + x] = (byte) (drawn ? ink : 255 - ink);
          }
        }
      }
      ImageIO.write(alpha, "png", pictures.resolve(ink + "-alpha.png").toFile());
      Files.write(pictures.resolve(ink + "-opaque.png"), Png.encode(opaque));
    }
    score(settings(pictures.toString()));
    for (String ink : List.of("0", "255")) {
      assertThat(scores().get(ink + "-alpha.png"))
          .containsExactly(scores().get(ink + "-opaque.png"), within(1e-12));
    }
  }

  /** Such as those of MNIST itself. */
  @Test
  void aGreyImageIsReadAsOneOfThreeEqualColours() throws Exception {
    Image grey = Image.black(1, 28, 28);
    Image colour = Image.black(3, 28, 28);
    for (int i = 0; i < 28 * 28; i++) {
      grey.samples()[i] = (byte) (7 * i);
      for (int channel = 0; channel < 3; channel++) {
        colour.samples()[channel * 28 * 28 + i] = (byte) (7 * i);
      }
    }
    Path pictures = Files.createDirectories(folder.resolve("grey"));
    Files.write(pictures.resolve("colour.png"), Png.encode(colour));
    Files.write(pictures.resolve("grey.png"), Png.encode(grey));
    Files.write(pictures.resolve("small.png"), Png.encode(Image.black(1, 20, 20)));
    score(settings(pictures.toString()));
    assertThat(scores().get("grey.png")).containsExactly(scores().get("colour.png"), within(1e-12));
    assertThat(table("score_quarantine").select("path", "reason").first().mkString(" "))
        .startsWith("small.png is of the shape [1,20,20]");
  }

  @Test
  void aBinaryColumnIsRead() {
    byte[] bytes = Png.encode(TrainingExamples.pixels(4));
    StructType two =
        new StructType()
            .add("number", DataTypes.LongType)
            .add("thumbnail", DataTypes.BinaryType)
            .add("picture", DataTypes.BinaryType);
    write("two", List.of(RowFactory.create(77L, new byte[3], bytes)), two);
    String path = folder.resolve("two").toString();
    assertThatThrownBy(() -> score(settings(path)))
        .isInstanceOf(UserError.class)
        .hasMessage("score.column must be one of thumbnail, picture; was ''");
    score(
        new ScoreSettings(path, "picture", "number", "bad", false, PrecisionChoice.FLOAT, 256, 0));
    assertThat(scores()).containsOnlyKeys("77");
  }

  @Test
  void whatIsNotThereIsRefused() {
    assertThatThrownBy(
            () ->
                score(
                    new ScoreSettings("corpus", "", "", "vgg", false, PrecisionChoice.FLOAT, 1, 0)))
        .isInstanceOf(UserError.class)
        .hasMessage("there is no network vgg; there are bad/corpus, good/corpus");
    assertThatThrownBy(
            () ->
                score(
                    new ScoreSettings(
                        "corpus", "", "no", "best", false, PrecisionChoice.FLOAT, 1, 0)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("score.id: there is no column no; there are id string");
    write(
        "numbers",
        List.of(RowFactory.create(1L)),
        new StructType().add("number", DataTypes.LongType));
    assertThatThrownBy(() -> score(settings(folder.resolve("numbers").toString())))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("no column can be an image")
        .hasMessageEndingWith("there are number bigint");
    assertThatThrownBy(() -> score(settings(folder.resolve("nowhere").toString())))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("there is no table and no folder");
  }

  /** What the parts hold already is not read again: one of them was given other numbers. */
  @Test
  void aRunThatWasKilledGoesOnAfterItsLastPart() {
    try (StageRun run = LocalSpark.run(warehouse(), "2-score")) {
      polymnist.warehouse.PartsDone done = run.partsDone("scores-float");
      List<ScorePart> parts =
          ScorePart.ofParquet(
              spark,
              run.inputFolder("corpus"),
              settings("corpus"),
              1,
              spark.sparkContext().hadoopConfiguration());
      assertThat(parts).hasSize(4);
      Row marked = RowFactory.create("marked", 1, 1.0, new double[] {1}, new double[] {1}, null);
      ScoreJob.write(
          done, 1, spark.createDataFrame(List.of(RowFactory.create(marked, null)), Scorer.OUTCOME));
      assertThat(done.has(0)).isFalse();
      assertThat(done.has(1)).isTrue();
    }
    score(new ScoreSettings("corpus", "", "", "best", false, PrecisionChoice.FLOAT, 0.001, 0.5));
    assertThat(scores()).containsKey("marked").hasSizeBetween(2, IMAGES);
  }

  @Test
  void tooManyThatCannotBeReadAreRefused() throws Exception {
    Path pictures = Files.createDirectories(folder.resolve("bad"));
    Files.writeString(pictures.resolve("text.png"), "no picture");
    score(
        new ScoreSettings(
            pictures.toString(), "", "", "best", false, PrecisionChoice.FLOAT, 256, 0.5));
    RunManifest run = warehouse().run("2-score").orElseThrow();
    assertThat(run.refusal().orElseThrow()).startsWith("1 of 1 images cannot be read");
  }

  private void write(String name, List<Row> rows, StructType schema) {
    spark
        .createDataFrame(rows, schema)
        .coalesce(1)
        .write()
        .parquet(folder.resolve(name).toString());
  }
}
