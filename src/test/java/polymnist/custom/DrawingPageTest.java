package polymnist.custom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polymnist.chance.Chance;
import polymnist.custom.picture.PictureDecoder;
import polymnist.custom.picture.PictureFile;
import polymnist.custom.picture.PictureLabel;
import polymnist.image.Image;
import polymnist.image.UnreadableImage;
import polymnist.image.png.Png;
import polymnist.ink.Candidates;
import polymnist.ink.MnistForm;
import polymnist.model.ModelFile;
import polymnist.model.Predictor;
import polymnist.model.TrainedModel;
import polymnist.network.Resnet;
import polymnist.report.Chromium;
import polymnist.report.DrawingPage;
import polymnist.report.DrawnReading;
import polymnist.statistics.ClassProbabilities;
import polymnist.train.TrainingExamples;

/** The page to draw on, in a real browser: what it saves is what the job reads. */
class DrawingPageTest {
  private static final int PATIENCE_SECONDS = 20;

  /** A two, x,y in hundredths of the paper. */
  private static final int[][] TWO = {
    {32, 36}, {38, 25}, {52, 22}, {64, 30}, {62, 44}, {48, 60}, {32, 76}, {48, 75}, {70, 76}
  };

  @TempDir Path folder;

  private Path page() throws IOException {
    return page(new DrawingPage(Optional.empty(), List.of(), 1, Optional.empty(), 0.5));
  }

  private Path page(DrawingPage page) throws IOException {
    return Files.writeString(
        Files.createDirectories(folder.resolve("a folder")).resolve("draw.html"), page.html());
  }

  private static double[] box(Chromium browser, String id) {
    String box =
        browser.evaluate(
            "(() => { const e = document.getElementById('%s'); e.scrollIntoView({block: 'center'});"
                    .formatted(id)
                + " const b = e.getBoundingClientRect(); return [b.left, b.top, b.width,"
                + " b.height].join(); })()");
    String[] numbers = box.split(",", -1);
    double[] values = new double[4];
    for (int i = 0; i < 4; i++) {
      values[i] = Double.parseDouble(numbers[i]);
    }
    return values;
  }

  private static void click(Chromium browser, String id) {
    double[] box = box(browser, id);
    browser.click(box[0] + box[2] / 2, box[1] + box[3] / 2);
    browser.settle();
  }

  private static void choose(Chromium browser, int digit) {
    browser.evaluate(
        String.format(
            Locale.ROOT,
            "document.querySelector('input[name=digit][value=\"%d\"]').click()",
            digit));
  }

  private static void drawWithTheMouse(Chromium browser, int[][] points) {
    double[] paper = box(browser, "paper");
    double[][] on = on(paper, points);
    browser.moveMouse(on[0][0], on[0][1], false);
    browser.pressMouse(on[0][0], on[0][1]);
    for (double[] point : on) {
      browser.moveMouse(point[0], point[1], true);
    }
    browser.releaseMouse(on[on.length - 1][0], on[on.length - 1][1]);
    browser.settle();
  }

  private static void drawWithAFinger(Chromium browser, int[][] points) {
    double[][] on = on(box(browser, "paper"), points);
    browser.touch("touchStart", on[0][0], on[0][1]);
    for (double[] point : on) {
      browser.touch("touchMove", point[0], point[1]);
    }
    browser.touch("touchEnd", 0, 0);
    browser.settle();
  }

  private static double[][] on(double[] paper, int[][] points) {
    double[][] on = new double[points.length][];
    for (int i = 0; i < points.length; i++) {
      on[i] =
          new double[] {
            paper[0] + points[i][0] / 100.0 * paper[2], paper[1] + points[i][1] / 100.0 * paper[3]
          };
    }
    return on;
  }

  /** Waits until a file has been saved whole. */
  private static Path saved(Path file) throws IOException, InterruptedException {
    for (int i = 0; i < PATIENCE_SECONDS * 20; i++) {
      if (Files.exists(file) && Files.size(file) > 0) {
        return file;
      }
      Thread.sleep(50);
    }
    throw new IllegalStateException(file + " was not saved");
  }

  private List<PictureFile> pictures(Path from) {
    return CustomJob.pictures(
        CustomSettingsTest.settings(from.toString(), "", ""), new Configuration());
  }

  @Test
  void whatIsDrawnWithMouseAndFingerIsSavedAndRead()
      throws IOException, InterruptedException, UnreadableImage {
    Path downloads = Files.createDirectory(folder.resolve("downloads"));
    try (Chromium browser = Chromium.start()) {
      browser.open(page().toUri(), 360, 700);
      browser.saveIn(downloads);
      click(browser, "keep");
      assertThat(browser.evaluate("document.getElementById('message').textContent"))
          .isEqualTo("Draw the digit first.");

      choose(browser, 2);
      drawWithTheMouse(browser, TWO);
      click(browser, "keep");
      assertThat(browser.evaluate("document.querySelector('input[name=digit]:checked').value"))
          .isEqualTo("3");
      choose(browser, 1);
      drawWithAFinger(browser, new int[][] {{55, 20}, {53, 50}, {50, 80}});
      browser.evaluate("document.getElementById('writer').value = 'Ann, B.'");
      click(browser, "keep");
      click(browser, "save");
      Path zip = saved(downloads.resolve("digits-AnnB.zip"));

      assertThat(browser.errors()).isEmpty();
      assertThat(browser.requests()).isEmpty();
      Path unpacked = unpacked(zip);
      List<PictureFile> pictures = pictures(unpacked);
      assertThat(pictures)
          .extracting(PictureFile::path, PictureFile::given)
          .containsExactly(tuple("digit-1-AnnB-2.png", 1), tuple("digit-2-AnnB-1.png", 2));
      for (PictureFile picture : pictures) {
        assertThat(
                Candidates.of(
                    PictureDecoder.read(Files.readAllBytes(unpacked.resolve(picture.path())))))
            .as(picture.path())
            .isNotEmpty();
      }
    }
  }

  private static org.assertj.core.groups.Tuple tuple(String path, int label) {
    return org.assertj.core.groups.Tuple.tuple(
        path, new PictureLabel(label, true, Map.of("writer", "AnnB", "kind", "drawn")));
  }

  private Path unpacked(Path zip) throws IOException {
    Path to = Files.createDirectory(folder.resolve("unpacked"));
    List<String> names = new ArrayList<>();
    try (ZipInputStream in = new ZipInputStream(Files.newInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        names.add(entry.getName());
        Files.write(to.resolve(entry.getName()), in.readAllBytes());
      }
    }
    assertThat(names).containsExactly("digit-2-AnnB-1.png", "digit-1-AnnB-2.png", "labels.csv");
    return to;
  }

  @Test
  void strokesAreUndoneAndKeptDigitsRemoved() throws IOException {
    try (Chromium browser = Chromium.start()) {
      browser.open(page().toUri(), 1280, 900);
      drawWithTheMouse(browser, TWO);
      drawWithTheMouse(browser, new int[][] {{10, 10}, {90, 90}});
      assertThat(strokes(browser)).endsWith("2 strokes");
      click(browser, "undo");
      assertThat(strokes(browser)).endsWith("1 stroke");
      click(browser, "clear");
      assertThat(strokes(browser)).endsWith("empty");
      drawWithTheMouse(browser, TWO);
      click(browser, "keep");
      assertThat(browser.evaluate("document.querySelectorAll('#kept img').length")).isEqualTo("1");
      browser.evaluate("document.querySelector('#kept button').click()");
      assertThat(browser.evaluate("document.querySelectorAll('#kept img').length")).isEqualTo("0");
      assertThat(browser.evaluate("document.getElementById('save').disabled")).isEqualTo("true");
      assertThat(browser.errors()).isEmpty();
    }
  }

  private static String strokes(Chromium browser) {
    return browser.evaluate("document.getElementById('paper').getAttribute('aria-label')");
  }

  @Test
  void nothingIsWiderThanAPhoneAndEveryControlHasAName() throws IOException {
    try (Chromium browser = Chromium.start()) {
      browser.open(page().toUri(), 320, 640);
      assertThat(browser.evaluate("document.documentElement.scrollWidth")).isEqualTo("320");
      assertThat(
              browser.evaluate(
                  "[...document.querySelectorAll('button,input')].filter(e => !(e.labels &&"
                      + " e.labels.length) && !e.textContent.trim() &&"
                      + " !e.getAttribute('aria-label')).length"))
          .isEqualTo("0");
    }
  }

  /** A network that was not trained: its answers are nobody's, but to be the same everywhere. */
  private static TrainedModel untrained(String name, long seed) {
    return new TrainedModel(
        name, "corpus", 1, ModelFile.write(TrainingExamples.network(new Resnet(4, 1), seed)));
  }

  private static Image noise() {
    Image crop = Image.black(3, 28, 28);
    Chance.generator(3, "crop", 0).nextBytes(crop.samples());
    return crop;
  }

  @Test
  void whatIsDrawnIsReadAsJavaReadsIt() throws IOException, UnreadableImage {
    TrainedModel network = untrained("</script><script>alert(1)</script>", 1);
    TrainedModel detector = untrained("detector", 2);
    List<Image> crops = List.of(noise(), MnistForm.image(new byte[784]));
    try (Predictor best = Predictor.of(network.file());
        Predictor other = Predictor.of(detector.file());
        Chromium browser = Chromium.start()) {
      DrawnReading reading =
          new DrawnReading(crops, best::probabilities, Optional.of(other::probabilities), 2);
      browser.open(
          page(new DrawingPage(Optional.of(network), crops, 2, Optional.of(detector), 0)).toUri(),
          1280,
          900);
      for (int pen : List.of(4, 12, 28)) {
        browser.evaluate("document.getElementById('pen').value = " + pen);
        click(browser, "clear");
        drawWithTheMouse(browser, TWO);
        PageReading page = PageReading.of(browser);
        Image drawing = Png.decode(page.canvas());
        DrawnReading.Read read = reading.of(drawing);
        assertThat(page.mask()).as("pen %s", pen).isEqualTo(read.mask());
        assertThat(page.seen()).isEqualTo(read.seen());
        assertThat(page.probabilities()).containsExactly(read.probabilities(), within(1e-3));
        int digit = ClassProbabilities.mostProbable(read.probabilities());
        assertThat(said(browser)).startsWith("Read as " + digit + ", ");
        assertThat(browser.evaluate("document.querySelector('#answer b').textContent"))
            .isEqualTo(Integer.toString(digit));
        assertThat(browser.evaluate("document.querySelector('input[name=digit]:checked').value"))
            .isEqualTo(Integer.toString(digit));
      }
      choose(browser, 3);
      drawWithTheMouse(browser, new int[][] {{10, 10}, {20, 20}});
      said(browser);
      assertThat(browser.evaluate("document.querySelector('input[name=digit]:checked').value"))
          .isEqualTo("3");
      assertThat(browser.evaluate("document.getElementById('readers').textContent"))
          .isEqualTo("Read by </script><script>alert(1)</script>/corpus and the digit detector.");
      click(browser, "clear");
      assertThat(browser.evaluate("document.getElementById('answer').textContent"))
          .isEqualTo("–Nothing is drawn.");
      assertThat(browser.errors()).isEmpty();
      assertThat(browser.requests()).isEmpty();
    }
  }

  /** Waits until the pen's last stroke has been read, and returns what a screen reader says. */
  private static String said(Chromium browser) {
    browser.evaluate(
        "new Promise(r => { const wait = () => document.getElementById('reading').ariaBusy ==="
            + " 'true' ? setTimeout(wait, 5) : r(true); wait(); })");
    return browser.evaluate("document.getElementById('said').textContent");
  }

  @Test
  void aPictureOfDarkInkOnLightGroundIsTakenAndAPhotoIsNot() throws IOException {
    try (Chromium browser = Chromium.start()) {
      browser.open(page().toUri(), 800, 900);
      paste(browser, new Sketch(400, 300, new Color(236, 232, 220)).two(Color.BLUE, 9, 150, 60, 3));
      assertThat(strokes(browser)).endsWith("1 stroke");
      assertThat(browser.evaluate("Math.min(...reader.lumas(document.getElementById('paper')))"))
          .isEqualTo("0");
      // The ground of the picture, and what of the square paper it leaves free, is white.
      assertThat(browser.evaluate("reader.lumas(document.getElementById('paper'))[280 * 140 + 5]"))
          .isEqualTo("255");
      click(browser, "clear");
      paste(browser, new Sketch(400, 300, Color.DARK_GRAY).two(Color.WHITE, 9, 150, 60, 3));
      assertThat(strokes(browser)).endsWith("empty");
      assertThat(browser.evaluate("document.getElementById('message').textContent"))
          .endsWith("./spark-submit.sh custom reads photos.");
      assertThat(browser.errors()).isEmpty();
    }
  }

  private static void paste(Chromium browser, Sketch sketch) {
    browser.evaluate(
        """
        (() => {
          const bytes = Uint8Array.from(atob('%s'), (c) => c.charCodeAt(0));
          const clipboardData = new DataTransfer();
          clipboardData.items.add(new File([bytes], 'two.png', { type: 'image/png' }));
          window.dispatchEvent(new ClipboardEvent('paste', { clipboardData }));
          return new Promise((done) => setTimeout(() => done(true), 500));
        })()
        """
            .formatted(Base64.getEncoder().encodeToString(sketch.png())));
  }
}
