package polymnist.job.plan;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import polymnist.setting.Settings;

/** A network, a policy and a presentation of a profile, chosen wherever one is named. */
class AddedNamesTest {
  private static final String ADDED =
      """
      train.networks.my_own {
        architecture { kind = mlp, hidden = [8] }
        epochs = 1, batch-size = 64, learning-rate = 0.001
        averaging-frequency = 10, label-smoothing = 0
      }
      augment.policies.my_own = [{ kind = rotate, max-degrees = 5, probability = 1 }]
      custom.presentations.my_own { kind = pasted, crops = 2 }
      """;

  @TempDir private Path folder;

  private void check(String profile, String assignment) throws IOException {
    Path file = Files.writeString(folder.resolve("mine.conf"), profile);
    Settings settings =
        Settings.load(Path.of("").toAbsolutePath(), file.toString(), List.of(assignment));
    Jobs jobs = new Jobs(settings);
    String block = assignment.substring(0, assignment.indexOf('.'));
    jobs.check(List.of(jobs.stage(block).orElseThrow()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "train.train=[my_own]",
        "train.fresh=[my_own]",
        "train.fresh-images.policy=my_own",
        "augment.policy=my_own",
        "impact.train=[my_own]",
        "impact.apply=[my_own]",
        "impact.limited-data.unseen=[my_own]",
        "impact.limited-data.learning=[my_own]",
        "custom.presentation=my_own",
        "custom.compare=[my_own]"
      })
  void canBeChosen(String assignment) {
    assertThatCode(() -> check(ADDED, assignment)).doesNotThrowAnyException();
    assertThatThrownBy(() -> check("", assignment))
        .hasMessageContaining(assignment.replaceFirst("=.*", ""))
        .hasMessageContaining("my_own");
  }
}
