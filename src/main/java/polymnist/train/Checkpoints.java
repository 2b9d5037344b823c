package polymnist.train;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import polymnist.model.ModelFile;
import polymnist.warehouse.WholeFile;

/**
 * The state of a training after each epoch, on any Hadoop file system, so that a job that was
 * killed goes on where it was. An epoch's state is the network with its updater, the network of the
 * best epoch, and a line of JSON with the learning curve and the checksums of both, below which its
 * own stands; it is renamed into place last, so a state is there as a whole or not at all. The two
 * latest are kept.
 */
public final class Checkpoints {
  private static final Logger LOG = LoggerFactory.getLogger(Checkpoints.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String STATE = ".json";
  private static final int KEPT = 2;

  private final Path folder;
  private final FileSystem files;

  /** What is written of a state beside its networks. */
  private record Text(
      String networkSha256, String bestSha256, int bestEpoch, List<LearningCurveRow> curve) {}

  /** The state after an epoch. */
  public record State(byte[] network, byte[] best, int bestEpoch, List<LearningCurveRow> curve) {
    /** Opens the network, with the state of its updater. */
    public ComputationGraph open() {
      return ModelFile.openToTrain(network);
    }
  }

  /**
   * Opens the checkpoints of one network.
   *
   * @param folder a folder for this training alone: same images, settings and code
   */
  Checkpoints(Path folder, Configuration hadoop) {
    this.folder = folder;
    try {
      this.files = folder.getFileSystem(hadoop);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot open " + folder, e);
    }
  }

  /** Keeps the state after the last epoch of its curve. */
  void save(State state) {
    int epoch = state.curve().size();
    try {
      write(name(epoch, ".network.zip"), state.network());
      write(name(epoch, ".best.zip"), state.best());
      String json =
          JSON.writeValueAsString(
              new Text(
                  DigestUtils.sha256Hex(state.network()),
                  DigestUtils.sha256Hex(state.best()),
                  state.bestEpoch(),
                  state.curve()));
      String signed = json + "\n" + DigestUtils.sha256Hex(json);
      write(name(epoch, STATE), signed.getBytes(StandardCharsets.UTF_8));
      for (FileStatus status : files.listStatus(folder)) {
        String file = status.getPath().getName();
        if (file.startsWith("epoch-")
            && file.compareTo(String.format(Locale.ROOT, "epoch-%05d", epoch - KEPT + 1)) < 0) {
          files.delete(status.getPath(), false);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write a checkpoint to " + folder, e);
    }
  }

  private static String name(int epoch, String suffix) {
    return String.format(Locale.ROOT, "epoch-%05d%s", epoch, suffix);
  }

  private void write(String name, byte[] bytes) throws IOException {
    WholeFile.put(files, new Path(folder, name), bytes);
  }

  /** Returns the newest state that is whole; a damaged one is left out, loudly. */
  Optional<State> latest() {
    try {
      List<Path> states = new ArrayList<>();
      for (FileStatus status : files.listStatus(folder)) {
        String file = status.getPath().getName();
        if (file.startsWith("epoch-") && file.endsWith(STATE)) {
          states.add(status.getPath());
        }
      }
      states.sort(Comparator.comparing(Path::getName).reversed());
      for (Path state : states) {
        try {
          return Optional.of(read(state));
        } catch (IOException | IllegalArgumentException e) {
          LOG.warn("the checkpoint {} is left out: {}", state, e.getMessage());
        }
      }
      return Optional.empty();
    } catch (FileNotFoundException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list the checkpoints in " + folder, e);
    }
  }

  @Override
  public String toString() {
    return folder.toString();
  }

  /** Removes all states. */
  void remove() {
    try {
      files.delete(folder, true);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove " + folder, e);
    }
  }

  private State read(Path state) throws IOException {
    String[] lines = new String(bytes(state), StandardCharsets.UTF_8).split("\n", -1);
    if (lines.length != 2 || !DigestUtils.sha256Hex(lines[0]).equals(lines[1])) {
      throw new IOException("it is damaged, as its SHA-256 is another");
    }
    Text text = JSON.readValue(lines[0], Text.class);
    String epoch = state.getName().substring(0, state.getName().length() - STATE.length());
    return new State(
        checked(epoch + ".network.zip", text.networkSha256()),
        checked(epoch + ".best.zip", text.bestSha256()),
        text.bestEpoch(),
        text.curve());
  }

  private byte[] checked(String name, String sha256) throws IOException {
    Path file = new Path(folder, name);
    return ModelFile.checked(file.toString(), bytes(file), sha256);
  }

  private byte[] bytes(Path file) throws IOException {
    try (InputStream in = files.open(file)) {
      return in.readAllBytes();
    }
  }
}
