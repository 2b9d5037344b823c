package polymnist.custom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import polymnist.custom.find.DigitFinder;
import polymnist.custom.find.ReadingStatus;
import polymnist.image.UnreadableImage;

/**
 * What is made of other people's pictures, which are not part of the project: skipped without them.
 * Set {@code -Dpolymnist.shared=FOLDER} where they are not in {@code ../shared}.
 */
class SharedPicturesTest {
  private static final Path SHARED =
      Path.of(System.getProperty("polymnist.shared", "../shared")).resolve("data");

  private static String outcome(Path file) throws IOException {
    try {
      return DigitFinder.find(PictureDecoder.read(Files.readAllBytes(file))).status().word();
    } catch (UnreadableImage e) {
      return ReadingStatus.UNREADABLE.word();
    }
  }

  @Test
  void oddFilesComeOutAsTheyShould() throws IOException {
    Path odd = SHARED.resolve("odd");
    assumeTrue(Files.isDirectory(odd), "no odd pictures");
    Map<String, String> expected = new TreeMap<>();
    Map<String, String> found = new TreeMap<>();
    for (String line : Files.readAllLines(odd.resolve("README.csv")).subList(1, 37)) {
      String file = line.substring(0, line.indexOf(','));
      expected.put(file, expected(line));
      found.put(file, outcome(odd.resolve(file)));
    }
    assertThat(found).isEqualTo(expected);
  }

  private static String expected(String line) {
    if (line.contains("decode error")) {
      return "unreadable";
    }
    if (line.contains("no single label")) {
      return "several";
    }
    return line.contains("no digit") ? "no_digit" : "digit";
  }

  @Test
  void aDigitIsFoundInEveryPictureOfOne() throws IOException {
    Path pictures = SHARED.resolve("custom-dev");
    assumeTrue(Files.isDirectory(pictures), "no pictures of digits");
    List<String> notFound = new ArrayList<>();
    try (Stream<String> lines = Files.lines(pictures.resolve("manifest.csv"))) {
      for (String line : lines.skip(1).filter(line -> !line.contains("doubtful")).toList()) {
        String file = line.substring(0, line.indexOf(','));
        if (!outcome(pictures.resolve(file)).equals("digit")) {
          notFound.add(file);
        }
      }
    }
    assertThat(notFound).isEmpty();
  }
}
