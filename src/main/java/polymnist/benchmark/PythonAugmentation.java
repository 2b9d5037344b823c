package polymnist.benchmark;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import polymnist.augment.Policy;
import polymnist.augment.kind.Augmentation;
import polymnist.augment.kind.Brightness;
import polymnist.augment.kind.Contrast;
import polymnist.augment.kind.Noise;
import polymnist.augment.kind.Rotate;
import polymnist.augment.kind.Scale;
import polymnist.augment.kind.Shear;
import polymnist.augment.kind.Shift;

/** Augments the same images by a library in Python, where it is installed. */
final class PythonAugmentation {
  private static final Logger LOG = LoggerFactory.getLogger(PythonAugmentation.class);

  /** The candidates of the script and their names in the table. */
  static final Map<String, String> CANDIDATES = candidates();

  private final String python;
  private final Path script;

  PythonAugmentation(String python) throws IOException {
    this.python = python;
    this.script = Files.createTempFile("augmentation", ".py");
    script.toFile().deleteOnExit();
    try (InputStream in = PythonAugmentation.class.getResourceAsStream("python_augmentation.py")) {
      Files.write(script, in.readAllBytes());
    }
  }

  private static Map<String, String> candidates() {
    Map<String, String> names = new LinkedHashMap<>();
    names.put("opencv", "OpenCV");
    names.put("tensors", "torchvision, tensors");
    names.put("pillow", "torchvision, Pillow");
    return names;
  }

  /**
   * Returns the ranges of a policy as the script takes them, or nothing when it has a kind that the
   * script does not.
   */
  static Optional<String> ranges(Policy policy) {
    Map<String, String> ranges = new LinkedHashMap<>();
    for (String key :
        List.of("degrees", "pixels", "scale", "shear", "brightness", "contrast", "noise")) {
      ranges.put(key, range(1, 1, 0));
    }
    for (Augmentation step : policy.steps()) {
      double p = step.probability();
      if (step instanceof Rotate rotate) {
        ranges.put("degrees", range(-rotate.maxDegrees(), rotate.maxDegrees(), p));
      } else if (step instanceof Shift shift) {
        ranges.put("pixels", range(-shift.maxPixels(), shift.maxPixels(), p));
      } else if (step instanceof Scale scale) {
        ranges.put("scale", range(scale.min(), scale.max(), p));
      } else if (step instanceof Shear shear) {
        ranges.put("shear", range(-shear.maxDegrees(), shear.maxDegrees(), p));
      } else if (step instanceof Brightness brightness) {
        ranges.put("brightness", range(-brightness.maxChange(), brightness.maxChange(), p));
      } else if (step instanceof Contrast contrast) {
        ranges.put("contrast", range(contrast.min(), contrast.max(), p));
      } else if (step instanceof Noise noise) {
        ranges.put("noise", range(0, noise.maxDeviation(), p));
      } else {
        return Optional.empty();
      }
    }
    return Optional.of(
        ranges.entrySet().stream()
            .map(range -> "\"%s\": %s".formatted(range.getKey(), range.getValue()))
            .collect(Collectors.joining(", ", "{", "}")));
  }

  private static String range(double least, double most, double probability) {
    return String.format(Locale.ROOT, "[%s, %s, %s]", least, most, probability);
  }

  /** Returns a row, or nothing when the library is missing. */
  Optional<AugmentationSpeedRow> time(
      String candidate, Policy policy, String ranges, Path images, double seconds, int repetition) {
    try (RivalProcess rival =
        RivalProcess.start(
            List.of(
                python,
                script.toString(),
                candidate,
                String.valueOf(seconds),
                images.toString(),
                ranges),
            1)) {
      String output =
          new String(rival.process().getInputStream().readAllBytes(), StandardCharsets.UTF_8)
              .strip();
      int exit = rival.process().waitFor();
      String[] words = output.substring(output.lastIndexOf('\n') + 1).split(" ", -1);
      if (exit != 0 || words.length != 4) {
        LOG.warn(
            "{} cannot time {}, so there is no comparison (exit code {}: {})",
            python,
            candidate,
            exit,
            rival.lastWords());
        return Optional.empty();
      }
      return Optional.of(
          new AugmentationSpeedRow(
              policy.name(),
              CANDIDATES.get(candidate),
              words[1],
              repetition,
              Double.parseDouble(words[2]),
              Double.parseDouble(words[3])));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot run " + python, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
