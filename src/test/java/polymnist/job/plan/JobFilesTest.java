package polymnist.job.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.launcher.JavaModuleOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import polymnist.job.JobList;
import polymnist.setting.Settings;

class JobFilesTest {
  @Test
  void everyJobHasAFileOfSparksSettingsAndEveryFileAJob() {
    assertThat(new File("jobs").list((folder, name) -> name.endsWith(".conf")))
        .containsExactlyInAnyOrder(
            JobList.all().stream().map(job -> job.name() + ".conf").toArray(String[]::new));
  }

  @ParameterizedTest
  @ValueSource(strings = {"demo", "full"})
  void everyProfileIsAccepted(String profile) {
    Jobs jobs = new Jobs(Settings.load(Path.of("").toAbsolutePath(), profile, List.of()));
    assertThat(jobs.warehouse().root().toString()).endsWith("/results");
  }

  @Test
  void testsRunWithTheModuleOptionsThatSparkGives() {
    List<String> given = ManagementFactory.getRuntimeMXBean().getInputArguments();
    assertThat(given)
        .containsAll(
            Stream.of(JavaModuleOptions.defaultModuleOptions().trim().split("\\s+", -1)).toList());
  }
}
