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
import polymnist.setting.UserError;

/**
 * {@code digits.csv} beside a synthesised tree: the MNIST digit of each file. The published
 * PolyMNIST has no such file; there the digits are unknown.
 */
final class DigitsFile {
  static final String NAME = "digits.csv";

  private DigitsFile() {}

  /** Returns the digit of each path below {@code tree}; empty where there is no such file. */
  static Map<String, Integer> read(Path tree, Configuration hadoop) {
    Path file = new Path(tree, NAME);
    Map<String, Integer> digits = new HashMap<>();
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(file.getFileSystem(hadoop).open(file), StandardCharsets.UTF_8))) {
      String line = in.readLine();
      for (int number = 2; (line = in.readLine()) != null; number++) {
        int comma = line.lastIndexOf(',');
        if (comma < 0 || !line.substring(comma + 1).matches("\\d{1,5}")) {
          throw UserError.request(
              String.format(
                  Locale.ROOT, "%s:%d: must be path,digit, was '%s'", file, number, line));
        }
        digits.put(line.substring(0, comma), Integer.valueOf(line.substring(comma + 1)));
      }
      return digits;
    } catch (FileNotFoundException e) {
      return Map.of();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
