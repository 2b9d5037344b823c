package polymnist.train;

import static org.assertj.core.api.Assertions.assertThat;
import static polymnist.train.TrainingExamples.network;
import static polymnist.train.TrainingExamples.row;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.hadoop.conf.Configuration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polymnist.model.ModelFile;
import polymnist.network.Linear;

class CheckpointsTest {
  private static Checkpoints.State state(int epochs, long seed) {
    List<LearningCurveRow> curve = new ArrayList<>();
    for (int epoch = 1; epoch <= epochs; epoch++) {
      curve.add(row(epoch, 2));
    }
    ComputationGraph network = network(new Linear(), seed);
    network.getConfiguration().setIterationCount(7);
    byte[] file = ModelFile.write(network);
    return new Checkpoints.State(file, file, 1, curve);
  }

  @Test
  void theNewestWholeCheckpointIsFoundAndTwoAreKept(@TempDir Path folder) throws IOException {
    Checkpoints checkpoints =
        new Checkpoints(
            new org.apache.hadoop.fs.Path(folder.toString(), "a b"), new Configuration());
    assertThat(checkpoints.latest()).isEmpty();
    for (int epoch = 1; epoch <= 3; epoch++) {
      checkpoints.save(state(epoch, epoch));
    }
    Checkpoints.State latest = checkpoints.latest().orElseThrow();
    assertThat(latest.curve()).isEqualTo(state(3, 3).curve());
    assertThat(latest.bestEpoch()).isEqualTo(1);
    assertThat(latest.open().getConfiguration().getIterationCount()).isEqualTo(7);
    assertThat(ModelFile.weightsSha256(latest.network()))
        .isEqualTo(ModelFile.weightsSha256(state(3, 3).network()))
        .isNotEqualTo(ModelFile.weightsSha256(state(3, 2).network()));
    assertThat(folder.resolve("a b/epoch-00001.json")).doesNotExist();
    // A file that was cut, as by a full disk.
    Path network = folder.resolve("a b/epoch-00003.network.zip");
    Files.write(network, Arrays.copyOf(Files.readAllBytes(network), 1000));
    assertThat(checkpoints.latest().orElseThrow().curve()).hasSize(2);
    checkpoints.remove();
    assertThat(checkpoints.latest()).isEmpty();
  }

  @Test
  void aCheckpointIncludesNoOtherFile(@TempDir Path folder) throws IOException {
    Checkpoints checkpoints =
        new Checkpoints(new org.apache.hadoop.fs.Path(folder.toString()), new Configuration());
    checkpoints.save(state(1, 1));
    Path whole = folder.resolve("epoch-00001.json");
    Path other = folder.resolve("other.json");
    Files.move(whole, other);
    String include = "include file(\"%s\")".formatted(other);
    Files.writeString(whole, include + "\n" + DigestUtils.sha256Hex(include));
    assertThat(checkpoints.latest()).isEmpty();
  }

  /** Each bit of the learning curve, of the best epoch and of the checksums. */
  @Test
  void aFlippedBitOfTheTextIsNoticed(@TempDir Path folder) throws IOException {
    Checkpoints checkpoints =
        new Checkpoints(new org.apache.hadoop.fs.Path(folder.toString()), new Configuration());
    checkpoints.save(state(1, 1));
    checkpoints.save(state(2, 2));
    Path text = folder.resolve("epoch-00002.json");
    byte[] bytes = Files.readAllBytes(text);
    for (int bit = 0; bit < bytes.length * 8; bit += 11) {
      byte[] flipped = bytes.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      Files.write(text, flipped);
      assertThat(checkpoints.latest().orElseThrow().curve()).as("bit %s", bit).hasSize(1);
    }
    Files.write(text, bytes);
    assertThat(checkpoints.latest().orElseThrow().curve()).hasSize(2);
  }
}
