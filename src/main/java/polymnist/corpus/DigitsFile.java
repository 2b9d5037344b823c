package polymnist.corpus;

import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * {@code digits.csv} beside a synthesised tree: the MNIST digit of each file. The published
 * PolyMNIST has no such file; there the digits are unknown.
 */
final class DigitsFile {
  static final String NAME = "digits.csv";

  private DigitsFile() {}

  /** Returns the digit of each path below {@code tree}; none where no line tells it. */
  static Map<String, Integer> read(Path tree, Configuration hadoop) {
    Path file = new Path(tree, NAME);
    Map<String, Integer> digits = new HashMap<>();
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(file.getFileSystem(hadoop).open(file), StandardCharsets.UTF_8))) {
      String line = in.readLine();
      String wrong = null;
      for (int number = 2; (line = in.readLine()) != null; number++) {
        int comma = line.lastIndexOf(',');
        if (comma >= 0 && line.substring(comma + 1).matches("\\d{1,5}")) {
          digits.put(line.substring(0, comma), Integer.valueOf(line.substring(comma + 1)));
        } else if (wrong == null && !line.isBlank()) {
          wrong = String.format(Locale.ROOT, "%d: must be path,digit, was '%s'", number, line);
        }
      }
      if (wrong != null) {
        System.out.println(
            "lines of %s that are wrong are left out, first %s".formatted(file, wrong));
      }
      return digits;
    } catch (FileNotFoundException e) {
      return Map.of();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
