package polymnist.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polymnist.job.plan.Jobs;
import polymnist.model.ModelFile;
import polymnist.setting.Settings;
import polymnist.setting.UserError;

/** The detector that comes with the project. */
class TrainedDetectorTest {
  private static final Path SHIPPED = Path.of("data/detector");

  /** What a checkout may grow by. */
  private static final int MOST_BYTES = 1_600_000;

  @TempDir private Path folder;

  @BeforeEach
  void copy() throws IOException {
    for (String file : List.of(TrainedDetector.CARD, TrainedDetector.NETWORK)) {
      Files.copy(SHIPPED.resolve(file), folder.resolve(file));
    }
  }

  private static TrainedDetector read(Path folder) {
    return TrainedDetector.read(folder.toString(), new Configuration());
  }

  @Test
  void theShippedDetectorIsTheOneThatItsCardNames() throws IOException {
    DetectorCard card = read(SHIPPED).card();
    byte[] network = Files.readAllBytes(SHIPPED.resolve(TrainedDetector.NETWORK));
    assertThat(network.length).isLessThan(MOST_BYTES);
    assertThat(ModelFile.weightsSha256(network)).isEqualTo(card.weightsSha256());
    assertThat(Files.readString(SHIPPED.resolve("README.md")))
        .contains(card.weightsSha256(), card.commit(), "./spark-submit.sh detector");
  }

  private void isRefused(Path detector, String... words) {
    Settings settings =
        Settings.load(
            Path.of("").toAbsolutePath(),
            "demo",
            List.of("custom.detector=" + detector, "study.warehouse=" + folder.resolve("results")));
    Jobs jobs = new Jobs(settings);
    assertThatThrownBy(() -> jobs.plan(jobs.stage("custom").orElseThrow(), Map.of()))
        .isInstanceOfSatisfying(UserError.class, e -> assertThat(e.exitCode()).isEqualTo(2))
        .hasMessageContaining(detector.toString())
        .hasMessageContainingAll(words)
        .hasMessageContaining("custom.detector=trained");
    assertThatThrownBy(() -> jobs.check(List.of(jobs.stage("custom").orElseThrow())))
        .isInstanceOf(UserError.class);
  }

  @Test
  void aMissingOrDamagedDetectorIsRefusedBeforeSparkStarts() throws IOException {
    isRefused(
        folder.resolve("nothing"),
        "card.json",
        "does not exist",
        "Leave the setting out that names");
    isRefused(folder.resolve("data/detector"), "(git checkout data/detector)");
    byte[] network = Files.readAllBytes(folder.resolve(TrainedDetector.NETWORK));
    network[network.length / 2] ^= 1;
    Files.write(folder.resolve(TrainedDetector.NETWORK), network);
    isRefused(folder, "network.zip is damaged or was changed: SHA-256 must be");
    Files.writeString(folder.resolve(TrainedDetector.CARD), "{\"seed\": ");
    isRefused(folder, "cannot be read");
  }

  @Test
  void theShippedDetectorWasTrainedByTheFullRecipe() {
    DetectorSettings full =
        Settings.load(Path.of("").toAbsolutePath(), "full", List.of())
            .bind("detector", DetectorSettings.class);
    DetectorCard card = read(SHIPPED).card();
    assertThat(card.digits()).isEqualTo(full.digits());
    assertThat(card.nonDigits()).isEqualTo(full.nonDigits());
    assertThat(card.epochs()).isEqualTo(full.network().epochs());
    assertThat(card.leastConfidence()).isEqualTo(full.decision().leastConfidence());
    assertThat(card.rejection())
        .extracting(RejectionScores.KindRow::pictures)
        .contains((long) full.rejection().digits(), (long) full.rejection().pictures());
  }
}
