package polymnist.model;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.apache.commons.codec.digest.DigestUtils;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import polymnist.network.NativeLibrary;
import polymnist.network.kernel.Precision;
import polymnist.network.layer.KernelLayer;

/**
 * A network in DL4J's format, a zip of its configuration and weights, in which classes of ours have
 * the names of {@link SavedClasses}. DL4J's own reader runs Java deserialisation on further entries
 * that a zip may hold; a file is read only when its checksum is the published one and it holds
 * nothing but the entries that we write.
 */
public final class ModelFile {
  private static final String CONFIGURATION = "configuration.json";
  private static final String WEIGHTS = "coefficients.bin";
  private static final String UPDATER = "updaterState.bin";

  private static final Set<String> ENTRIES = Set.of(CONFIGURATION, WEIGHTS, UPDATER);

  private ModelFile() {}

  /** Returns the bytes of a network, with the state of its updater. */
  public static byte[] write(ComputationGraph network) {
    return write(network, network.getUpdater().getStateViewArray());
  }

  /** Returns the bytes of a checked file without what only further training needs. */
  public static byte[] toPredict(byte[] file) {
    return write(open(file, null, false), null);
  }

  private static byte[] write(ComputationGraph network, INDArray state) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      // Weights lose a tenth at best, for which each epoch would wait.
      zip.setLevel(Deflater.NO_COMPRESSION);
      zip.putNextEntry(new ZipEntry(CONFIGURATION));
      String json = SavedClasses.toFile(network.getConfiguration().toJson());
      zip.write(json.getBytes(StandardCharsets.UTF_8));
      write(zip, WEIGHTS, network.params());
      if (state != null && state.length() > 0) {
        write(zip, UPDATER, state);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the network", e);
    }
    return bytes.toByteArray();
  }

  private static void write(ZipOutputStream zip, String entry, INDArray values) throws IOException {
    zip.putNextEntry(new ZipEntry(entry));
    DataOutputStream out = new DataOutputStream(new BufferedOutputStream(zip));
    Nd4j.write(values, out);
    out.flush();
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
          SavedClasses.toClasses(name, new String(zip.readAllBytes(), StandardCharsets.UTF_8));
        }
      }
    } catch (IOException e) {
      throw new IllegalArgumentException("the model file " + name + " is no whole zip", e);
    }
    return file;
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

  /** Opens a checked file, to predict with floats. */
  public static ComputationGraph open(byte[] file) {
    return open(file, Precision.FLOAT);
  }

  /** Opens a checked file, to predict in a precision, whatever it was trained in. */
  public static ComputationGraph open(byte[] file, Precision precision) {
    return open(file, precision, false);
  }

  /** Opens a checked file with the state of its updater, to train on in the precision it has. */
  public static ComputationGraph openToTrain(byte[] file) {
    return open(file, null, true);
  }

  private static ComputationGraph open(byte[] file, Precision precision, boolean withUpdater) {
    NativeLibrary.prepare();
    ComputationGraphConfiguration configuration = null;
    INDArray weights = null;
    INDArray state = null;
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(file))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        switch (entry.getName()) {
          case CONFIGURATION ->
              configuration =
                  ComputationGraphConfiguration.fromJson(
                      SavedClasses.toClasses(
                          "in memory", new String(zip.readAllBytes(), StandardCharsets.UTF_8)));
          case WEIGHTS -> weights = Nd4j.read(new BufferedInputStream(zip));
          case UPDATER -> state = withUpdater ? Nd4j.read(new BufferedInputStream(zip)) : null;
          default -> throw new IOException("it holds " + entry.getName());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the network", e);
    }
    if (precision != null) {
      KernelLayer.setPrecision(configuration, precision);
    }
    ComputationGraph network = new ComputationGraph(configuration);
    network.init(weights, false);
    if (state != null) {
      network.getUpdater().setStateViewArray(state);
    }
    return network;
  }
}
