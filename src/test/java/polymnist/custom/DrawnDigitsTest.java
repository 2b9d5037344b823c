package polymnist.custom;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
    assertThat(column(0)).hasSize(100);
    assertThat(column(1)).contains("none", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
    assertThat(column(2)).containsOnly("ink", "chalk", "hard", "letter", "blank");
  }

  @Test
  void drawingAgainGivesTheSameSet(@TempDir Path again) throws IOException {
    DrawnDigits.draw(again);
    assertThat(pictures(again)).isEqualTo(pictures(FOLDER));
    assertThat(Files.readAllLines(again.resolve("labels.csv"))).isEqualTo(lines());
  }
}
