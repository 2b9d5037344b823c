package polymnist.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polymnist.augment.kind.AppliedStep;
import polymnist.augment.kind.Augmentation;
import polymnist.augment.kind.Blur;
import polymnist.augment.kind.Brightness;
import polymnist.augment.kind.Contrast;
import polymnist.augment.kind.Convolution;
import polymnist.augment.kind.Elastic;
import polymnist.augment.kind.Erase;
import polymnist.augment.kind.Gamma;
import polymnist.augment.kind.Hue;
import polymnist.augment.kind.Invert;
import polymnist.augment.kind.Jpeg;
import polymnist.augment.kind.Noise;
import polymnist.augment.kind.Perspective;
import polymnist.augment.kind.Rotate;
import polymnist.augment.kind.Saturation;
import polymnist.augment.kind.Scale;
import polymnist.augment.kind.Shear;
import polymnist.augment.kind.Shift;
import polymnist.augment.kind.ShuffleChannels;
import polymnist.augment.kind.Stroke;
import polymnist.augment.kind.Texture;
import polymnist.corpus.CorpusImage;
import polymnist.image.Image;
import polymnist.image.png.Png;
import polymnist.job.LocalSpark;
import polymnist.setting.UserError;
import polymnist.warehouse.StageRun;
import polymnist.warehouse.TableColumns;
import polymnist.warehouse.Warehouse;

class AugmentJobSparkTest {
  private static final List<Augmentation> STEPS =
      List.of(
          new Rotate(15, 0.8),
          new Shift(2, 0.8),
          new Scale(0.8, 1.2, 0.8),
          new Shear(10, 0.8),
          new Perspective(0.1, 0.8),
          new Elastic(1, 4, 0.8),
          new Stroke(1, 0.5, 0.8),
          new Texture(0.5, 0.8),
          new Convolution(0.5, 0.8),
          new Brightness(30, 0.8),
          new Contrast(0.7, 1.4, 0.8),
          new Gamma(0.5, 2, 0.8),
          new Saturation(0.5, 1.5, 0.8),
          new Hue(90, 0.8),
          new ShuffleChannels(0.5),
          new Invert(0.5),
          new Noise(10, 0.8),
          new Blur(1, 0.8),
          new Jpeg(60, 0.8),
          new Erase(0.1, 0.8));

  @TempDir Path folder;

  @Test
  void everyTrainingImageHasItsCopiesAndNoOtherImageHasAny() {
    Warehouse warehouse = warehouse(rows());
    LocalSpark.execute(warehouse, "2", new AugmentJob(), settings(2, 0));
    Dataset<Row> augmented = table(warehouse, "augmented");
    assertThat(TableColumns.of(augmented))
        .containsExactly(
            "id string",
            "source_id string",
            "copy int",
            "policy string",
            "steps array<struct<kind:string,parameters:map<string,double>>>",
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
    // Whoever reads the corpus reads copies as well.
    assertThat(augmented.columns()).contains(CorpusImage.SCHEMA.fieldNames());
    List<AugmentedImage> copies = copies(warehouse);
    assertThat(copies)
        .extracting(copy -> copy.image().id())
        .containsExactlyInAnyOrder(
            IntStream.range(0, 12)
                .boxed()
                .flatMap(i -> List.of(sourceId(i) + "#1", sourceId(i) + "#2").stream())
                .toArray(String[]::new));
    assertThat(quarantined(warehouse)).isEmpty();
  }

  @Test
  void aCopyCarriesItsSourceSplitAndLabel() {
    Warehouse warehouse = warehouse(rows());
    LocalSpark.execute(warehouse, "2", new AugmentJob(), settings(1, 0));
    assertThat(copies(warehouse))
        .allSatisfy(
            copy -> {
              CorpusImage source = TestImages.row("train", copy.image().index());
              CorpusImage image = copy.image();
              assertThat(copy.sourceId()).isEqualTo(source.id());
              assertThat(copy.copy()).isEqualTo(1);
              assertThat(copy.policy()).isEqualTo("tested");
              assertThat(image.split()).isEqualTo("train");
              assertThat(image.modality()).isEqualTo(source.modality());
              assertThat(image.label()).isEqualTo(source.label());
              assertThat(image.digit()).isEqualTo(source.digit());
              assertThat(image.sha256()).isEqualTo(DigestUtils.sha256Hex(image.bytes()));
            });
  }

  @Test
  void theStepsOfARowRebuildItsPixels() {
    Warehouse warehouse = warehouse(rows());
    LocalSpark.execute(warehouse, "2", new AugmentJob(), settings(2, 0));
    assertThat(copies(warehouse))
        .hasSize(24)
        .allSatisfy(
            copy -> {
              Image source = TestImages.coloured(copy.image().index());
              Image pixels = Png.decode(copy.image().bytes());
              assertThat(Replay.of(source, copy.steps())).isEqualTo(pixels);
              assertThat(pixels).isNotEqualTo(source);
            });
  }

  @Test
  void partitioningDoesNotChangeTheCopies() {
    Dataset<Row> images = LocalSpark.session().createDataFrame(rows(), CorpusImage.SCHEMA);
    assertThat(hashes(images.repartition(7))).hasSize(42).isEqualTo(hashes(images.coalesce(1)));
    assertThat(hashes(images.repartition(2))).isEqualTo(hashes(images.coalesce(1)));
  }

  @Test
  void balanceMakesEveryClassAsFrequentAsTheMostFrequent() {
    // Labels 0 to 9, and 0 and 1 once more: 2 images of each of two labels, 1 of the others.
    Warehouse warehouse = warehouse(rows());
    LocalSpark.execute(
        warehouse, "2", new AugmentJob(), settings(1, AugmentSettings.Balance.CLASS, 0));
    Map<Integer, Long> copies =
        copies(warehouse).stream()
            .collect(Collectors.groupingBy(copy -> copy.image().label(), Collectors.counting()));
    // Four of each, copies included.
    assertThat(copies).hasSize(10).containsEntry(0, 2L).containsEntry(1, 2L).containsEntry(2, 3L);
    assertThat(copies.values()).containsOnly(2L, 3L);
    assertThat(copies(warehouse)).extracting(copy -> copy.image().id()).doesNotHaveDuplicates();
  }

  @Test
  void theImagesThatHaveOneMoreCopyAreAHashsChoice() {
    assertThat(CopyCounts.shares(Map.of("a", 10L, "b", 4L, "c", 7L), 1))
        .containsEntry("a", new CopyCounts.GroupCopies(1, 0))
        .containsEntry("b", new CopyCounts.GroupCopies(4, 0))
        .containsEntry("c", new CopyCounts.GroupCopies(1, 6));
    Dataset<Row> images = LocalSpark.session().createDataFrame(rows(), CorpusImage.SCHEMA);
    AugmentSettings settings = settings(1, AugmentSettings.Balance.CLASS, 0);
    assertThat(counts(images.repartition(7), settings)).isEqualTo(counts(images, settings));
  }

  @Test
  void theSamplesShowEveryKindAndPolicyOnAnImageOfEachModality() throws Exception {
    Warehouse warehouse = warehouse(rows());
    LocalSpark.execute(warehouse, "2", new AugmentJob(), settings(1, 0));
    Dataset<Row> sheets = table(warehouse, "augmentation_samples");
    assertThat(TableColumns.of(sheets))
        .containsExactly(
            "sheet string",
            "name string",
            "position int",
            "source_id string",
            "steps array<struct<kind:string,parameters:map<string,double>>>",
            "original binary",
            "picture binary");
    List<Row> samples = sheets.collectAsList();
    // One modality; each kind once, and the policy that has them.
    assertThat(samples)
        .filteredOn(row -> row.getAs("sheet").equals("kind"))
        .extracting(row -> row.<String>getAs("name"))
        .containsExactlyInAnyOrder(STEPS.stream().map(Augmentation::kind).toArray(String[]::new));
    assertThat(samples)
        .filteredOn(row -> row.getAs("sheet").equals("policy"))
        .extracting(row -> row.<String>getAs("name"))
        .containsExactly("tested");
    for (Row sample : samples) {
      List<Row> rows = sample.getList(sample.fieldIndex("steps"));
      List<AppliedStep> steps =
          rows.stream().map(step -> AppliedStep.of(step.getString(0), step.getJavaMap(1))).toList();
      assertThat(Replay.of(Png.decode(sample.getAs("original")), steps))
          .isEqualTo(Png.decode(sample.getAs("picture")));
    }
  }

  private static List<String> counts(Dataset<Row> images, AugmentSettings settings) {
    return CopyCounts.of(images, settings).orderBy("id").collectAsList().stream()
        .map(row -> row.getAs("id") + " " + row.getAs(CopyCounts.COLUMN))
        .toList();
  }

  private static List<String> hashes(Dataset<Row> images) {
    return AugmentJob.augment(CopyCounts.of(images, settings(3, 0)), settings(3, 0))
        .select("id", "sha256")
        .collectAsList()
        .stream()
        .map(row -> row.getString(0) + " " + row.getString(1))
        .sorted()
        .toList();
  }

  @Test
  void anUnusableImageIsQuarantinedWithItsReason() {
    Warehouse warehouse = warehouse(withUnusable());
    LocalSpark.execute(warehouse, "2", new AugmentJob(), settings(2, 0.5));
    assertThat(copies(warehouse)).hasSize(24);
    byte[] grey = Png.encode(Image.black(1, 28, 28));
    assertThat(quarantined(warehouse))
        .extracting(
            row -> row.getAs("path"), row -> row.getAs("reason"), row -> row.getAs("sha256"))
        .containsExactly(
            tuple(sourceId(20), "is truncated", DigestUtils.sha256Hex(truncated())),
            tuple(sourceId(21), "has 1 channels, must have 3", DigestUtils.sha256Hex(grey)),
            tuple(sourceId(22), "is 5x4, its row says 28x28", DigestUtils.sha256Hex(small())));
  }

  /** The table tells which, as the run is published all the same. */
  @Test
  void tooManyUnusableImagesAreRefused() {
    Warehouse warehouse = warehouse(withUnusable());
    LocalSpark.execute(warehouse, "2", new AugmentJob(), settings(1, 0.1));
    assertThat(warehouse.run("2").orElseThrow().refusal().orElseThrow())
        .startsWith(
            "3 of 15 training images are unusable, more than augment.most-quarantined=0.1 allows: "
                + sourceId(20)
                + " is truncated; ");
    assertThat(quarantined(warehouse)).hasSize(3);
  }

  @Test
  void aCorpusWithoutTrainingImagesIsRefused() {
    Warehouse warehouse = warehouse(List.of(TestImages.row("validation", 1).toRow()));
    assertThatThrownBy(() -> LocalSpark.execute(warehouse, "2", new AugmentJob(), settings(1, 0)))
        .isInstanceOf(UserError.class)
        .hasMessage("the corpus has no training images: run ingest or synthesize with some");
  }

  @Test
  void filesAreFewAndLargeAndKeepTheCoresBusy() {
    assertThat(AugmentJob.files(1_000, 4)).isEqualTo(1);
    assertThat(AugmentJob.files(24_000_000, 2)).isEqualTo(2);
    assertThat(AugmentJob.files(24_000_000, 64)).isEqualTo(3);
    assertThat(AugmentJob.files(1_440_000_000, 2)).isEqualTo(11);
  }

  private static AugmentSettings settings(int copies, double mostQuarantined) {
    return settings(copies, AugmentSettings.Balance.NONE, mostQuarantined);
  }

  private static AugmentSettings settings(
      int copies, AugmentSettings.Balance balance, double mostQuarantined) {
    return new AugmentSettings(
        "tested", copies, balance, 7, mostQuarantined, Map.of("tested", STEPS));
  }

  /** Twelve training images and one of each other split. */
  private static List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    IntStream.range(0, 12).forEach(i -> rows.add(TestImages.row("train", i).toRow()));
    rows.add(TestImages.row("validation", 12).toRow());
    rows.add(TestImages.row("test", 13).toRow());
    return rows;
  }

  private static List<Row> withUnusable() {
    List<Row> rows = new ArrayList<>(rows());
    rows.add(unusable(20, truncated()));
    rows.add(unusable(21, Png.encode(Image.black(1, 28, 28))));
    rows.add(unusable(22, small()));
    return rows;
  }

  private static byte[] truncated() {
    return Arrays.copyOf(Png.encode(TestImages.coloured(20)), 200);
  }

  private static byte[] small() {
    return Png.encode(Image.black(3, 4, 5));
  }

  private static Row unusable(int number, byte[] bytes) {
    return CorpusImage.of(
            "train", "train", "m1", number % 10, number, null, TestImages.coloured(0), bytes, null)
        .toRow();
  }

  private static String sourceId(int number) {
    return TestImages.row("train", number).id();
  }

  private Warehouse warehouse(List<Row> rows) {
    Warehouse warehouse = LocalSpark.warehouse(folder);
    try (StageRun run = LocalSpark.run(warehouse, "1")) {
      run.writeSmall("corpus", LocalSpark.session().createDataFrame(rows, CorpusImage.SCHEMA));
      run.publish("ingest", Map.of(), "{}");
    }
    return warehouse;
  }

  private static List<AugmentedImage> copies(Warehouse warehouse) {
    return table(warehouse, "augmented").collectAsList().stream()
        .map(AugmentJobSparkTest::copy)
        .toList();
  }

  private static AugmentedImage copy(Row row) {
    List<Row> steps = row.getList(row.fieldIndex("steps"));
    return new AugmentedImage(
        row.getAs("id"),
        row.getAs("source_id"),
        row.getAs("copy"),
        row.getAs("policy"),
        steps.stream().map(step -> AppliedStep.of(step.getString(0), step.getJavaMap(1))).toList(),
        CorpusImage.of(row));
  }

  private static List<Row> quarantined(Warehouse warehouse) {
    Dataset<Row> rows = table(warehouse, "augment_quarantine");
    assertThat(TableColumns.of(rows))
        .containsExactly("path string", "reason string", "sha256 string", "bytes bigint");
    return rows.orderBy("path").collectAsList();
  }

  private static Dataset<Row> table(Warehouse warehouse, String table) {
    return warehouse.read(LocalSpark.session(), table, List.of("2")).drop("run_id");
  }
}
