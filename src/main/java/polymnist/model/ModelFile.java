package polymnist.model;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.commons.codec.digest.DigestUtils;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import polymnist.network.NativeLibrary;

/**
 * A network as DL4J writes it, a zip of its configuration and weights. DL4J's own reader runs Java
 * deserialisation on further entries that a zip may hold, so a file is read only when its checksum
 * is the published one and it holds nothing but the entries that we write.
 */
public final class ModelFile {
  private static final String CONFIGURATION = "configuration.json";

  private static final Set<String> ENTRIES =
      Set.of(CONFIGURATION, "coefficients.bin", "updaterState.bin");

  /** A class of ours in a configuration. */
  private static final Pattern OWN_LAYER = Pattern.compile("\"(polymnist\\.[A-Za-z.]+)\"");

  private ModelFile() {}

  /** Returns the bytes of a network, with the state of its updater. */
  public static byte[] write(ComputationGraph network) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ModelSerializer.writeModel(network, out, true);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the network", e);
    }
    return out.toByteArray();
  }

  /**
   * Checks a file that was read from anywhere.
   *
   * @param name of the file, for the message
   * @param sha256 that the table of models gives
   * @throws IllegalArgumentException when the checksum differs, the zip holds something else, or
   *     its network has layers that this version does not know
   */
  public static byte[] checked(String name, byte[] file, String sha256) {
    String found = DigestUtils.sha256Hex(file);
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
        if (entry.getName().equals(CONFIGURATION)) {
          checkLayers(name, new String(zip.readAllBytes(), StandardCharsets.UTF_8));
        }
      }
    } catch (IOException e) {
      throw new IllegalArgumentException("the model file " + name + " is no whole zip", e);
    }
    return file;
  }

  /** DL4J makes layers by the names of their classes, which another version may have elsewhere. */
  private static void checkLayers(String name, String configuration) {
    Matcher layer = OWN_LAYER.matcher(configuration);
    while (layer.find()) {
      try {
        Class.forName(layer.group(1));
      } catch (ClassNotFoundException e) {
        throw new IllegalArgumentException(
            "the model file %s was written by another version of this project, which had %s: train it again"
                .formatted(name, layer.group(1)),
            e);
      }
    }
  }

  /**
   * Returns the SHA-256 of a network's weights. Two networks are the same when it is; their files
   * differ by the times in them.
   */
  public static String weightsSha256(byte[] file) {
    float[] weights = open(file).params().toFloatVector();
    ByteBuffer bytes = ByteBuffer.allocate(weights.length * Float.BYTES);
    bytes.asFloatBuffer().put(weights);
    return DigestUtils.sha256Hex(bytes.array());
  }

  /** Opens a checked file. */
  public static ComputationGraph open(byte[] file) {
    NativeLibrary.prepare();
    try {
      return ModelSerializer.restoreComputationGraph(new ByteArrayInputStream(file), false);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the network", e);
    }
  }
}
