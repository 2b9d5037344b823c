package polymnist.eda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polymnist.corpus.CorpusImage;
import polymnist.corpus.Image;
import polymnist.corpus.Png;
import polymnist.corpus.UnreadableImage;
import polymnist.job.LocalSpark;

/**
 * Two modalities, ten labels, six training and two test images of each, but for label 9, which m1
 * lacks. Planted: one image that occurs in both splits, one under two labels, one without contrast,
 * one that does not decode.
 */
class EdaJobSparkTest {
  private static final EdaSettings SETTINGS = new EdaSettings(2, 12, 5);
  private static final String UNREADABLE = "train/m0/0/4";

  @TempDir static Path folder;

  private static List<CorpusImage> images;
  private static Answers answers;

  /** An image and its samples, for the plain oracle. */
  private record Decoded(CorpusImage row, Image image) {
    ImageStatistics statistics() {
      return ImageStatistics.of(image);
    }
  }

  @BeforeAll
  static void examine() {
    images = corpus();
    answers = Answers.of(folder.resolve("one"), images, 1, SETTINGS);
  }

  private static List<CorpusImage> corpus() {
    List<CorpusImage> corpus = new ArrayList<>();
    for (String split : List.of("train", "test")) {
      for (String modality : List.of("m0", "m1")) {
        for (int label = 0; label < (modality.equals("m1") ? 9 : 10); label++) {
          for (int index = 0; index < (split.equals("train") ? 6 : 2); index++) {
            corpus.add(image(split, modality, label, index));
          }
        }
      }
    }
    return corpus;
  }

  private static CorpusImage image(String split, String modality, int label, int index) {
    String id = "%s/%s/%d/%d".formatted(split, modality, label, index);
    Image image =
        switch (id) {
          case "test/m0/3/0" -> noise("train/m0/3/0");
          case "train/m1/5/1" -> noise("train/m1/2/1");
          case "train/m1/4/2" -> faint();
          default -> noise(id);
        };
    byte[] png = Png.encode(image);
    byte[] encoded = id.equals(UNREADABLE) ? Arrays.copyOf(png, png.length / 2) : png;
    return CorpusImage.of(split, split, modality, label, index, null, image, encoded, id);
  }

  private static Image noise(String id) {
    Image image = Image.black(3, 28, 28);
    new SplittableRandom(id.hashCode()).nextBytes(image.samples());
    return image;
  }

  private static Image faint() {
    Image image = Image.black(3, 28, 28);
    for (int i = 0; i < image.samples().length; i++) {
      image.samples()[i] = (byte) (127 + i % 2);
    }
    return image;
  }

  private static List<Decoded> decoded() {
    List<Decoded> decoded = new ArrayList<>();
    for (CorpusImage row : images) {
      try {
        decoded.add(new Decoded(row, Png.decode(row.bytes())));
      } catch (UnreadableImage e) {
        assertThat(row.id()).isEqualTo(UNREADABLE);
      }
    }
    return decoded;
  }

  @Test
  void imagesThatDecodeAreMeasuredAndOthersAreListed() {
    assertThat(answers.table("image_statistics").columns())
        .containsExactly(
            "id",
            "split",
            "modality",
            "label",
            "sha256",
            "bytes",
            "width",
            "height",
            "channels",
            "samples",
            "sample_sum",
            "dark_samples",
            "brightness",
            "contrast",
            "planes",
            "features");
    assertThat(answers.table("image_statistics").count()).isEqualTo(151);
    Row unreadable = answers.row("eda_quarantine", "true");
    assertThat(unreadable.<String>getAs("path")).isEqualTo(UNREADABLE);
    assertThat(unreadable.<String>getAs("reason")).isEqualTo("is truncated");
    CorpusImage source =
        images.stream().filter(image -> image.id().equals(UNREADABLE)).findFirst().orElseThrow();
    assertThat(unreadable.<String>getAs("sha256")).isEqualTo(source.sha256());
    assertThat(unreadable.<Long>getAs("bytes")).isEqualTo(source.bytes().length);
  }

  @Test
  void sizesAreCountedBySplitAndModality() {
    assertThat(answers.rows("eda_resolution")).hasSize(4);
    long[] bytes =
        decoded().stream()
            .filter(image -> image.row().id().startsWith("train/m0/"))
            .mapToLong(image -> image.row().bytes().length)
            .toArray();
    Row row = answers.row("eda_resolution", "split = 'train' AND modality = 'm0'");
    assertThat(row.<Integer>getAs("width")).isEqualTo(28);
    assertThat(row.<Integer>getAs("height")).isEqualTo(28);
    assertThat(row.<Integer>getAs("channels")).isEqualTo(3);
    assertThat(row.<Long>getAs("images")).isEqualTo(59);
    assertThat(row.<Long>getAs("min_bytes")).isEqualTo(Arrays.stream(bytes).min().orElseThrow());
    assertThat(row.<Long>getAs("max_bytes")).isEqualTo(Arrays.stream(bytes).max().orElseThrow());
    assertThat(row.<Double>getAs("mean_bytes"))
        .isCloseTo(Arrays.stream(bytes).average().orElseThrow(), within(1e-9));
  }

  @Test
  void balanceListsLabelsThatNoImageHas() {
    assertThat(answers.rows("eda_balance")).hasSize(40);
    Row none = answers.row("eda_balance", "split = 'train' AND modality = 'm1' AND label = 9");
    assertThat(none.<Long>getAs("images")).isZero();
    assertThat(none.<Double>getAs("share")).isZero();
    Row some = answers.row("eda_balance", "split = 'train' AND modality = 'm0' AND label = 0");
    assertThat(some.<Long>getAs("images")).isEqualTo(5);
    assertThat(some.<Double>getAs("share")).isCloseTo(5 / 59.0, within(1e-12));
  }

  @Test
  void aMissingLabelEntersTheTestOfBalance() {
    Row test = answers.row("eda_balance_test", "split = 'train' AND modality = 'm1'");
    // 5.4 images are expected: nine labels are 0.6 above it, one is 5.4 below.
    assertThat(test.<Double>getAs("chi_squared")).isCloseTo(6, within(1e-12));
    assertThat(test.<Integer>getAs("degrees_of_freedom")).isEqualTo(9);
    assertThat(test.<Double>getAs("effect_size")).isCloseTo(1 / 3.0, within(1e-12));
  }

  @Test
  void channelsOfAModalityAgreeWithAPlainCount() {
    assertThat(answers.rows("eda_modalities")).hasSize(6);
    for (String modality : List.of("m0", "m1")) {
      for (int channel = 0; channel < 3; channel++) {
        int[] samples = samples(modality, channel);
        double mean = Arrays.stream(samples).average().orElseThrow();
        double variance =
            Arrays.stream(samples)
                .mapToDouble(x -> (x - mean) * (x - mean))
                .average()
                .orElseThrow();
        String name = List.of("red", "green", "blue").get(channel);
        Row row =
            answers.row(
                "eda_modalities", "modality = '%s' AND channel = '%s'".formatted(modality, name));
        assertThat(row.<Long>getAs("images")).isEqualTo(samples.length / 784);
        assertThat(row.<Double>getAs("mean")).isCloseTo(mean, within(1e-9));
        assertThat(row.<Double>getAs("deviation")).isCloseTo(Math.sqrt(variance), within(1e-9));
        assertThat(row.<Integer>getAs("minimum"))
            .isEqualTo(Arrays.stream(samples).min().orElseThrow());
        assertThat(row.<Integer>getAs("maximum"))
            .isEqualTo(Arrays.stream(samples).max().orElseThrow());
      }
    }
  }

  private static int[] samples(String modality, int channel) {
    return decoded().stream()
        .filter(image -> image.row().modality().equals(modality))
        .flatMapToInt(
            image ->
                IntStream.range(channel * 784, (channel + 1) * 784)
                    .map(i -> image.image().samples()[i] & 0xff))
        .toArray();
  }

  @Test
  void labelsAgreeWithAPlainCount() {
    assertThat(answers.rows("eda_classes")).hasSize(10);
    for (int label = 0; label < 10; label++) {
      int wanted = label;
      List<Image> shown =
          decoded().stream().filter(i -> i.row().label() == wanted).map(Decoded::image).toList();
      Row row = answers.row("eda_classes", "label = " + label);
      assertThat(row.<Long>getAs("images")).isEqualTo(shown.size());
      assertThat(row.<Double>getAs("share")).isCloseTo(shown.size() / 151.0, within(1e-12));
      assertThat(row.<Double>getAs("brightness"))
          .isCloseTo(mean(shown, EdaJobSparkTest::brightness), within(1e-9));
      assertThat(row.<Double>getAs("contrast"))
          .isCloseTo(mean(shown, EdaJobSparkTest::contrast), within(1e-9));
      assertThat(row.<Double>getAs("dark_share"))
          .isCloseTo(mean(shown, EdaJobSparkTest::darkShare), within(1e-9));
    }
  }

  private static double mean(List<Image> images, ToDoubleFunction<Image> value) {
    return images.stream().mapToDouble(value).average().orElseThrow();
  }

  private static double brightness(Image image) {
    return IntStream.range(0, 2352).map(i -> image.samples()[i] & 0xff).average().orElseThrow();
  }

  private static double contrast(Image image) {
    double variances = 0;
    for (int channel = 0; channel < 3; channel++) {
      int first = channel * 784;
      double mean =
          IntStream.range(first, first + 784)
              .map(i -> image.samples()[i] & 0xff)
              .average()
              .orElseThrow();
      variances +=
          IntStream.range(first, first + 784)
              .mapToDouble(i -> Math.pow((image.samples()[i] & 0xff) - mean, 2))
              .average()
              .orElseThrow();
    }
    return Math.sqrt(variances / 3);
  }

  private static double darkShare(Image image) {
    return IntStream.range(0, 2352).filter(i -> (image.samples()[i] & 0xff) < 64).count() / 2352.0;
  }

  @Test
  void plantedProblemsAreFoundAndNoOthers() {
    assertThat(answers.rows("eda_problems").stream().map(EdaJobSparkTest::problem))
        .containsExactly(
            "duplicate_across_labels m0 0 null",
            "duplicate_across_labels m1 2 train/m1/2/1",
            "duplicate_across_splits m0 2 test/m0/3/0",
            "duplicate_across_splits m1 0 null",
            "duplicate_image m0 2 test/m0/3/0",
            "duplicate_image m1 2 train/m1/2/1",
            "low_contrast m0 0 null",
            "low_contrast m1 1 train/m1/4/2");
    assertThat(
            answers
                .row("eda_problems", "problem = 'duplicate_image' AND modality = 'm1'")
                .<Double>getAs("share"))
        .isCloseTo(2 / 72.0, within(1e-12));
  }

  private static String problem(Row row) {
    return "%s %s %d %s"
        .formatted(
            row.<String>getAs("problem"),
            row.<String>getAs("modality"),
            row.<Long>getAs("images"),
            row.<String>getAs("example_id"));
  }

  @Test
  void representativesAreTheNearestFarthestAndDrawnImages() {
    // 19 pairs of modality and label that have images, three kinds, two examples.
    assertThat(answers.table("eda_representatives").count()).isEqualTo(19 * 3 * 2);
    List<Decoded> cell =
        decoded().stream()
            .filter(i -> i.row().modality().equals("m0") && i.row().label() == 6)
            .toList();
    double[] centre = new double[ImageStatistics.GRID * ImageStatistics.GRID];
    for (Decoded image : cell) {
      for (int i = 0; i < centre.length; i++) {
        centre[i] += image.statistics().features().get(i) / cell.size();
      }
    }
    Comparator<Decoded> nearest = Comparator.comparingDouble(image -> distance(image, centre));
    assertThat(chosen("typical")).isEqualTo(firstTwo(cell, nearest));
    assertThat(chosen("atypical")).isEqualTo(firstTwo(cell, nearest.reversed()));
    assertThat(chosen("random"))
        .isEqualTo(
            firstTwo(cell, Comparator.comparing(i -> CorpusImage.sha256("5/" + i.row().id()))));
    Decoded most = cell.stream().min(nearest).orElseThrow();
    Row row =
        answers.row(
            "eda_representatives",
            "modality = 'm0' AND label = 6 AND kind = 'typical' AND rank = 1");
    assertThat(row.<Double>getAs("distance")).isCloseTo(distance(most, centre), within(1e-9));
    assertThat(row.getStruct(row.fieldIndex("image")).<byte[]>getAs("bytes"))
        .isEqualTo(most.row().bytes());
  }

  private static double distance(Decoded image, double[] centre) {
    double squares = 0;
    for (int i = 0; i < centre.length; i++) {
      squares += Math.pow(image.statistics().features().get(i) - centre[i], 2);
    }
    return Math.sqrt(squares);
  }

  private static List<String> firstTwo(List<Decoded> cell, Comparator<Decoded> order) {
    return cell.stream().sorted(order).limit(2).map(image -> image.row().id()).toList();
  }

  private static List<String> chosen(String kind) {
    return answers
        .table("eda_representatives")
        .where("modality = 'm0' AND label = 6 AND kind = '" + kind + "'")
        .orderBy("rank")
        .collectAsList()
        .stream()
        .map(row -> row.<String>getAs("id"))
        .toList();
  }

  @Test
  void partitioningDoesNotChangeANumber() {
    Answers seven = Answers.of(folder.resolve("seven"), images, 7, SETTINGS);
    for (String table : new EdaJob().writes()) {
      if (!table.equals("eda_representatives")) {
        assertThat(seven.rows(table)).as(table).isEqualTo(answers.rows(table));
      }
    }
    assertThat(representatives(seven)).isEqualTo(representatives(answers));
  }

  /** The pictures, being arrays, have no equality of their own. */
  private static List<String> representatives(Answers answers) {
    return answers
        .table("eda_representatives")
        .selectExpr(
            "modality",
            "label",
            "kind",
            "rank",
            "id",
            "distance",
            "sha2(image.bytes, 256) AS sha256")
        .orderBy("modality", "label", "kind", "rank")
        .collectAsList()
        .stream()
        .map(Row::toString)
        .toList();
  }

  @Test
  void anEmptyCorpusHasEmptyTables(@TempDir Path empty) {
    Answers none = Answers.of(empty, List.of(), 1, SETTINGS);
    for (String table : new EdaJob().writes()) {
      assertThat(none.table(table).columns()).isEqualTo(answers.table(table).columns());
      if (!table.equals("eda_classes")) {
        assertThat(none.rows(table)).as(table).isEmpty();
      }
    }
    assertThat(none.rows("eda_classes")).hasSize(10);
    assertThat(none.row("eda_classes", "label = 7").<Long>getAs("images")).isZero();
    assertThat(none.row("eda_classes", "label = 7").<Double>getAs("brightness")).isNull();
  }

  @Test
  void greyImagesOfAnotherSizeAreExamined(@TempDir Path grey) {
    Image left = Image.black(1, 32, 32);
    Image right = Image.black(1, 32, 32);
    Arrays.fill(left.samples(), 0, 512, (byte) 200);
    Arrays.fill(right.samples(), (byte) 100);
    List<CorpusImage> two =
        List.of(
            CorpusImage.of("train", "train", "m2", 7, 0, null, left, Png.encode(left), "left"),
            CorpusImage.of("train", "train", "m2", 7, 1, null, right, Png.encode(right), "right"));
    Answers found = Answers.of(grey, two, 1, SETTINGS);
    Row size = found.row("eda_resolution", "true");
    assertThat(size.<Integer>getAs("width")).isEqualTo(32);
    assertThat(size.<Integer>getAs("channels")).isEqualTo(1);
    Row channel = found.row("eda_modalities", "true");
    assertThat(channel.<String>getAs("channel")).isEqualTo("grey");
    assertThat(channel.<Double>getAs("mean")).isEqualTo(100);
    assertThat(channel.<Double>getAs("deviation")).isCloseTo(Math.sqrt(5000), within(1e-9));
    assertThat(found.row("eda_classes", "label = 7").<Double>getAs("contrast")).isEqualTo(50);
    assertThat(found.row("eda_problems", "problem = 'low_contrast'").<String>getAs("example_id"))
        .isEqualTo("train/m2/7/1");
    assertThat(found.table("eda_representatives").count()).isEqualTo(6);
  }

  @Test
  void viewsOfTheJobDoNotOutliveIt() {
    assertThat(LocalSpark.session().catalog().tableExists("image_statistics")).isFalse();
    assertThat(LocalSpark.session().catalog().tableExists("eda_balance")).isFalse();
  }

  @Test
  void filesHoldAHundredThousandImages() {
    assertThat(EdaJob.filesFor(0)).isEqualTo(1);
    assertThat(EdaJob.filesFor(100_000)).isEqualTo(1);
    assertThat(EdaJob.filesFor(350_000)).isEqualTo(4);
  }
}
