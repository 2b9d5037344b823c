package polymnist.custom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polymnist.corpus.MnistDigits;
import polymnist.custom.picture.PictureFile;
import polymnist.custom.picture.PictureLabel;
import polymnist.custom.show.Pasted;
import polymnist.custom.show.Pasting;
import polymnist.custom.show.Plain;
import polymnist.detector.DetectorJob;
import polymnist.detector.DetectorSettings;
import polymnist.detector.DrawnPicture;
import polymnist.detector.RejectionScores.KindRow;
import polymnist.detector.TrainedDetector;
import polymnist.image.Image;
import polymnist.image.UnreadableImage;
import polymnist.image.png.Png;
import polymnist.ink.Grey;
import polymnist.ink.MnistForm;
import polymnist.ink.ReadingStatus;
import polymnist.input.InputFile;
import polymnist.job.LocalSpark;
import polymnist.model.ModelFile;
import polymnist.model.Predictor;
import polymnist.model.TrainedModel;
import polymnist.report.Chromium;
import polymnist.report.DrawingPage;
import polymnist.report.DrawnReading;
import polymnist.setting.Settings;
import polymnist.statistics.ClassProbabilities;
import polymnist.warehouse.StageRun;
import polymnist.warehouse.Warehouse;

/**
 * How pictures are read by a detector that was trained in seconds, which is the network, too. Rates
 * over sources and kinds are held, never the answer to one picture. Other people's pictures are not
 * part of the project: set {@code -Dpolymnist.shared=FOLDER} where they are not in {@code
 * ../shared}.
 */
class ReadingSparkTest {
  private static final Path SHARED =
      Path.of(System.getProperty("polymnist.shared", "../shared")).resolve("data");

  private static final String WITHOUT = "without-alphabets";

  /** Pictures of a source that are read, spread over all it has. */
  private static final int PICTURES = 4;

  @TempDir private static Path folder;
  private static TrainedDetector trained;
  private static ReadingOptions options;
  private static Predictor detector;

  @BeforeAll
  static void train() {
    Settings settings = Settings.load(Path.of("").toAbsolutePath(), "demo", List.of());
    DetectorSettings demo = settings.bind("detector", DetectorSettings.class);
    DetectorSettings small =
        new DetectorSettings(
            demo.mnist(),
            5_000,
            3_500,
            demo.paper(),
            Map.of(WITHOUT, demo.leftOut().get(WITHOUT)),
            demo.rejection(),
            demo.decision(),
            demo.network(),
            demo.precision(),
            demo.workers(),
            demo.shardImages(),
            demo.warmUp(),
            demo.seed());
    Warehouse warehouse = LocalSpark.warehouse(folder);
    LocalSpark.execute(warehouse, "1-detector", new DetectorJob(), small);
    try (StageRun run = LocalSpark.run(warehouse, "2-custom")) {
      trained =
          TrainedDetector.read(
              run.inputFolder(TrainedDetector.FILES).toString(), new Configuration());
    }
    CustomSettings custom = settings.bind("custom", CustomSettings.class);
    options =
        new ReadingOptions(
            Map.of("plain", new Plain()),
            "plain",
            new Pasting(List.of(), 1),
            1,
            custom.decision(),
            true);
    detector = Predictor.of(trained.network().file());
  }

  @AfterAll
  static void close() {
    detector.close();
  }

  private static PictureReader reader() {
    return new PictureReader(options, detector::probabilities, detector::probabilities);
  }

  private static PictureReading read(Path file) throws IOException {
    return read(file, reader());
  }

  private static PictureReading read(Path file, PictureReader reader) throws IOException {
    PictureFile picture = new PictureFile(InputFile.drawn(file.toString()), PictureLabel.NOTHING);
    return reader.read(picture, Files.readAllBytes(file));
  }

  /** The digit that is read, or -1. */
  private static int digit(PictureReading reading) {
    return reading.status() == ReadingStatus.DIGIT
        ? ClassProbabilities.mostProbable(reading.probabilities())
        : -1;
  }

  @Test
  void theCardIsOfTheNetworkBesideIt() {
    byte[] network = trained.network().file();
    assertThat(trained.card().fileSha256()).isEqualTo(DigestUtils.sha256Hex(network));
    assertThat(trained.card().weightsSha256()).isEqualTo(ModelFile.weightsSha256(network));
    assertThat(trained.card().digits()).isEqualTo(5_000);
    assertThat(trained.card().validationAccuracy()).isGreaterThan(0.9);
  }

  /** Both are read alike: a detector that is shipped, and one that was trained just now. */
  @Test
  void theShippedDetectorReadsWhatTheTrainedOneReads() throws IOException {
    TrainedDetector shipped = TrainedDetector.read("data/detector", new Configuration());
    for (TrainedDetector each : List.of(trained, shipped)) {
      try (Predictor network = Predictor.of(each.network().file())) {
        PictureReader reader =
            new PictureReader(options, network::probabilities, network::probabilities);
        assertThat(digit(read(Path.of("data/custom/round/2.png"), reader))).isEqualTo(2);
      }
    }
  }

  @Test
  void drawnDigitsThatNoDetectorSawAreRead() {
    MnistDigits digits =
        MnistDigits.read("data/mnist", MnistDigits.DigitSet.TEST, new Configuration());
    int right = 0;
    for (int i = 0; i < 100; i++) {
      DrawnPicture drawn = DrawnPicture.digit(digits, i, 5);
      PictureFile file = new PictureFile(InputFile.drawn("drawn " + i), PictureLabel.NOTHING);
      right += digit(reader().read(file, drawn.image())) == drawn.label() ? 1 : 0;
    }
    assertThat(right).isGreaterThan(80);
  }

  @Test
  void mostOfKindsThatNoDetectorSawAreRefusedAndFewDigits() {
    List<KindRow> kinds = trained.card().rejection();
    KindRow digits = kinds.get(0);
    KindRow all = kinds.get(kinds.size() - 1);
    assertThat(digits.kind()).isEqualTo("digit");
    assertThat(digits.refused()).isLessThan(0.25);
    assertThat(all.kind()).isEqualTo("all");
    assertThat(all.refused()).isGreaterThan(0.5);
    assertThat(all.auroc()).isGreaterThan(0.85);
    assertThat(kinds).anySatisfy(kind -> assertThat(kind.detector()).isEqualTo(WITHOUT));
  }

  /** Digits of five hands and of MNIST's test writers, dark on white, of the page's size. */
  private static List<byte[]> drawings() {
    List<byte[]> drawings = new ArrayList<>();
    SplittableRandom random = new SplittableRandom(4);
    for (DrawnDigits.Hand hand : DrawnDigits.HANDS) {
      for (int digit = 0; digit < 10; digit++) {
        for (int pen : List.of(8, 18)) {
          BufferedImage paper = new BufferedImage(280, 280, BufferedImage.TYPE_INT_RGB);
          double size = random.nextDouble(90, 220);
          double left = random.nextDouble(20, 260 - size);
          double top = random.nextDouble(20, 260 - size);
          paper
              .createGraphics()
              .drawImage(
                  DrawnDigits.strokes(
                      hand, digit, 280, 280, left, top, size, pen, Color.BLACK, random),
                  0,
                  0,
                  Color.WHITE,
                  null);
          drawings.add(Png.encode(Png.of(paper)));
        }
      }
    }
    MnistDigits digits =
        MnistDigits.read("data/mnist", MnistDigits.DigitSet.TEST, new Configuration());
    for (int i = 0; i < 100; i++) {
      Image paper = Image.black(3, 280, 280);
      Grey ink = Grey.channel(MnistForm.image(digits.image(i)), 0).enlarged(7);
      Arrays.fill(paper.samples(), (byte) 255);
      for (int at = 0; at < paper.samples().length; at++) {
        int y = at / 280 % 280 - 42;
        int x = at % 280 - 42;
        if (y >= 0 && x >= 0 && y < 196 && x < 196) {
          paper.samples()[at] = (byte) (255 - Math.round(ink.values()[y * 196 + x]));
        }
      }
      drawings.add(Png.encode(paper));
    }
    return drawings;
  }

  /** On black photos the detector is the network, too. */
  @Test
  void thePageReadsAsJavaDoesAndAsPicturesAreRead() throws IOException, UnreadableImage {
    TrainedModel model = trained.network();
    List<Image> black = List.of(Image.black(3, 28, 28));
    Path page = folder.resolve("draw.html");
    Files.writeString(
        page,
        new DrawingPage(
                Optional.of(model),
                black,
                1,
                Optional.of(model),
                options.decision().leastConfidence())
            .html());
    DrawnReading java =
        new DrawnReading(black, detector::probabilities, Optional.of(detector::probabilities), 1);
    PictureReader custom =
        new PictureReader(
            new ReadingOptions(
                Map.of("pasted", new Pasted(1)),
                "pasted",
                new Pasting(black, 1),
                1,
                options.decision(),
                true),
            detector::probabilities,
            detector::probabilities);
    int pixels = 0;
    int asJava = 0;
    int asCustom = 0;
    List<byte[]> drawings = drawings();
    try (Chromium browser = Chromium.start()) {
      browser.open(page.toUri(), 800, 600);
      for (byte[] png : drawings) {
        PageReading read = PageReading.of(browser, png);
        DrawnReading.Read expected = java.of(Png.decode(png));
        for (int i = 0; i < expected.mask().length; i++) {
          pixels += read.mask()[i] == expected.mask()[i] ? 1 : 0;
        }
        int answer = answer(read.probabilities());
        asJava += answer == answer(expected.probabilities()) ? 1 : 0;
        PictureFile file = new PictureFile(InputFile.drawn("drawing"), PictureLabel.NOTHING);
        asCustom += answer == digit(custom.read(file, png)) ? 1 : 0;
      }
      assertThat(browser.errors()).isEmpty();
    }
    assertThat(pixels).isGreaterThanOrEqualTo((int) (0.999 * 784 * drawings.size()));
    assertThat(asJava).isEqualTo(drawings.size());
    assertThat(asCustom).isGreaterThanOrEqualTo((int) (0.98 * drawings.size()));
  }

  private static int answer(double[] probabilities) {
    int digit = ClassProbabilities.mostProbable(probabilities);
    return probabilities[digit] >= options.decision().leastConfidence() ? digit : -1;
  }

  @Test
  void theReadingTellsTheCandidatesThatWereTried() throws IOException {
    PictureReading reading = read(Path.of("data/custom/round/2.png"));
    assertThat(digit(reading)).isEqualTo(2);
    assertThat(reading.candidates()).hasSizeBetween(1, 6);
    assertThat(reading.candidates())
        .extracting(TriedCandidate::chosen)
        .isSortedAccordingTo((one, other) -> Double.compare(other, one));
    assertThat(reading.mask()).isNotEmpty();
  }

  /** The lines of a manifest by source, but for doubtful pictures. */
  private static Map<String, List<String[]>> sources(Path pictures) throws IOException {
    Map<String, List<String[]>> sources = new TreeMap<>();
    for (String line : Files.readAllLines(pictures.resolve("manifest.csv"))) {
      String[] columns = line.split(",", -1);
      if (!line.startsWith("path,") && !line.contains("doubtful")) {
        sources.computeIfAbsent(columns[2], source -> new ArrayList<>()).add(columns);
      }
    }
    return sources;
  }

  @Test
  void mostPicturesOfMostSourcesAreRead() throws IOException {
    Path pictures = SHARED.resolve("custom-dev-2");
    assumeTrue(Files.isDirectory(pictures), "no pictures of digits");
    Map<String, List<String[]>> sources = sources(pictures);
    double mean = 0;
    for (List<String[]> source : sources.values()) {
      int count = Math.min(PICTURES, source.size());
      int right = 0;
      for (int i = 0; i < count; i++) {
        String[] columns = source.get(i * source.size() / count);
        int read = digit(read(pictures.resolve(columns[0])));
        right += read == Integer.parseInt(columns[1]) ? 1 : 0;
      }
      mean += (double) right / count / sources.size();
    }
    assertThat(sources).hasSizeGreaterThan(20);
    assertThat(mean).isGreaterThan(0.85);
  }

  @Test
  void oddFilesAreUnreadableOrAnsweredAndNoneIsLost() throws IOException {
    Path odd = SHARED.resolve("odd");
    assumeTrue(Files.isDirectory(odd), "no odd pictures");
    int pictures = 0;
    int asExpected = 0;
    for (String line : Files.readAllLines(odd.resolve("README.csv")).subList(1, 37)) {
      PictureReading reading = read(odd.resolve(line.substring(0, line.indexOf(','))));
      String expected = line.substring(line.lastIndexOf(',', line.length() - 2) + 1);
      boolean unreadable = line.contains("decode error");
      assertThat(reading.status() == ReadingStatus.UNREADABLE).as(line).isEqualTo(unreadable);
      if (expected.matches("[0-9]")) {
        pictures++;
        asExpected += digit(reading) == Integer.parseInt(expected) ? 1 : 0;
      }
    }
    assertThat(pictures).isGreaterThan(20);
    assertThat(asExpected).isGreaterThanOrEqualTo(pictures - 2);
  }
}
