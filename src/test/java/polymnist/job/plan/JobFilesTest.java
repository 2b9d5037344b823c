package polymnist.job.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
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
    List<String> built = JobList.all().stream().map(job -> job.name() + ".conf").toList();
    assertThat(new File("jobs").list((folder, name) -> name.endsWith(".conf")))
        .containsAll(built)
        .allSatisfy(
            name ->
                assertThat(built.contains(name) || hasProfile(name))
                    .as("a job of the name of %s, or of another profile of Maven", name)
                    .isTrue());
  }

  private static boolean hasProfile(String file) {
    return ConfigFactory.parseFile(new File("jobs", file)).hasPath("profile");
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
