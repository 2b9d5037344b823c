package polymnist.custom;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polymnist.custom.find.DigitFinder;
import polymnist.custom.find.Finding;
import polymnist.custom.find.ReadingStatus;
import polymnist.image.UnreadableImage;

class DrawnDigitsTest {
  private static final Path FOLDER = Path.of("data/custom");

  private static List<String> lines() throws IOException {
    return Files.readAllLines(FOLDER.resolve("labels.csv"));
  }

  private static List<String> column(int column) throws IOException {
    return lines().stream().skip(1).map(line -> line.split(",", -1)[column]).toList();
  }

  private static List<String> pictures(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString().replace('\\', '/'))
          .filter(path -> !path.equals("labels.csv"))
          .sorted()
          .toList();
    }
  }

  @Test
  void labelsNameEachPictureOnceAndAllDigits() throws IOException {
    assertThat(column(0)).containsExactlyInAnyOrderElementsOf(pictures(FOLDER));
    assertThat(column(0)).hasSizeGreaterThanOrEqualTo(40);
    assertThat(column(1)).contains("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
    assertThat(column(2)).containsOnly("ink", "chalk").contains("ink", "chalk");
  }

  @Test
  void drawingAgainGivesTheSameSet(@TempDir Path again) throws IOException {
    DrawnDigits.draw(again);
    assertThat(pictures(again)).isEqualTo(pictures(FOLDER));
    assertThat(Files.readAllLines(again.resolve("labels.csv"))).isEqualTo(lines());
  }

  @Test
  void aDigitIsFoundInEach() throws IOException, UnreadableImage {
    List<String> notFound = new ArrayList<>();
    for (String path : column(0)) {
      Finding finding =
          DigitFinder.find(PictureDecoder.read(Files.readAllBytes(FOLDER.resolve(path))));
      if (finding.status() != ReadingStatus.DIGIT) {
        notFound.add(path + " " + finding.reason());
      }
    }
    assertThat(notFound).isEmpty();
  }
}
