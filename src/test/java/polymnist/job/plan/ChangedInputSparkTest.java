package polymnist.job.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polymnist.job.LocalSpark;
import polymnist.job.RunTitle;
import polymnist.setting.Settings;
import polymnist.warehouse.RunManifest;

/** Files that change between the moment in which they are looked at and that of publication. */
class ChangedInputSparkTest {
  private static final RunTitle NO_TITLE =
      new RunTitle(Optional.empty(), Optional.empty(), List.of());

  @TempDir private Path folder;

  private Jobs jobs() {
    return new Jobs(
        Settings.load(
            Path.of("").toAbsolutePath(),
            "demo",
            List.of(
                "study.warehouse=" + folder.resolve("results"),
                "synthesize.backgrounds=" + folder.resolve("photos"),
                "synthesize.train-digits=20",
                "synthesize.test-digits=10")));
  }

  private static Jobs.Plan<?> plan(Jobs jobs) {
    return jobs.plan(jobs.stage("synthesize").orElseThrow(), Map.of());
  }

  @Test
  void whatWasWrittenMeanwhileIsRefusedThoughItIsAsBeforeInTheEnd() throws IOException {
    Path photos = Files.createDirectories(folder.resolve("photos"));
    try (Stream<Path> files = Files.list(Path.of("data/backgrounds"))) {
      for (Path file : files.toList()) {
        Files.copy(file, photos.resolve(file.getFileName().toString()));
      }
    }
    Jobs jobs = jobs();
    Jobs.Plan<?> plan = plan(jobs);
    Path photo = photos.resolve("bg2_coffee.jpg");
    byte[] was = Files.readAllBytes(photo);
    Files.write(photo, Files.readAllBytes(photos.resolve("bg1_dahlia.jpg")));
    RunManifest run = jobs.execute(plan, NO_TITLE, LocalSpark.session()).run();
    Files.write(photo, was);
    assertThat(run.refusal())
        .contains("files that it reads were written while it ran: submit it again");
    assertThat(jobs.unchanged(plan(jobs()))).isEmpty();

    RunManifest again = jobs.execute(plan(jobs()), NO_TITLE, LocalSpark.session()).run();
    assertThat(again.refusal()).isEmpty();
    assertThat(jobs.unchanged(plan(jobs()))).contains(again);
  }
}
