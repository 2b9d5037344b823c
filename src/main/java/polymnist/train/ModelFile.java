package polymnist.train;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import polymnist.corpus.CorpusImage;

/**
 * A network as DL4J writes it, a zip of its configuration and weights. DL4J's own reader runs Java
 * deserialisation on further entries that a zip may hold, so a file is read only when its checksum
 * is the published one and it holds nothing but the entries that we write.
 */
final class ModelFile {
  private static final Set<String> ENTRIES =
      Set.of("configuration.json", "coefficients.bin", "updaterState.bin");

  private ModelFile() {}

  /** Returns the bytes of a network. */
  static byte[] write(ComputationGraph network, Updater updater) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ModelSerializer.writeModel(network, out, updater == Updater.WITH);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the network", e);
    }
    return out.toByteArray();
  }

  /** Whether the state of the updater, which only further training needs, is written too. */
  enum Updater {
    WITH,
    WITHOUT
  }

  /**
   * Checks a file that was read from anywhere.
   *
   * @param name of the file, for the message
   * @param sha256 that the table of models gives
   * @throws IllegalArgumentException when the checksum differs or the zip holds something else
   */
  static byte[] checked(String name, byte[] file, String sha256) {
    String found = CorpusImage.sha256(file);
    if (!found.equals(sha256)) {
      throw new IllegalArgumentException(
          "the model file %s is damaged or was changed: SHA-256 must be %s, was %s"
              .formatted(name, sha256, found));
    }
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(file))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (!ENTRIES.contains(entry.getName())) {
          throw new IllegalArgumentException(
              "the model file %s holds '%s'; only %s are read"
                  .formatted(name, entry.getName(), ENTRIES));
        }
      }
    } catch (IOException e) {
      throw new IllegalArgumentException("the model file " + name + " is no whole zip", e);
    }
    return file;
  }

  /** Opens a checked file. */
  static ComputationGraph open(byte[] file) {
    NativeLibrary.prepare();
    try {
      return ModelSerializer.restoreComputationGraph(new ByteArrayInputStream(file), false);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the network", e);
    }
  }
}
