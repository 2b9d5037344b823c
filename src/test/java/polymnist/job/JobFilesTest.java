package polymnist.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.apache.spark.launcher.JavaModuleOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import polymnist.setting.Settings;

class JobFilesTest {
  static Stream<File> jobFiles() {
    return Stream.of(new File("jobs").listFiles(file -> file.getName().endsWith(".conf")));
  }

  @ParameterizedTest
  @MethodSource("jobFiles")
  void everyJobFileNamesAMainClassAndItsPurpose(File file) throws ReflectiveOperationException {
    Config job =
        ConfigFactory.parseFile(file, ConfigParseOptions.defaults().setSyntax(ConfigSyntax.CONF));
    assertThat(job.getString("description")).isNotBlank();
    String name = job.getString("main-class").replace('.', '/');
    if (job.hasPath("profile") && JobFilesTest.class.getResource("/" + name + ".class") == null) {
      // The profile of Maven that builds it is not tested now.
      assertThat(Path.of("src", job.getString("profile"), "java", name + ".java")).isRegularFile();
      return;
    }
    Class<?> main = Class.forName(job.getString("main-class"));
    assertThat(main.getMethod("main", String[].class)).isNotNull();
    if (Stage.class.isAssignableFrom(main)) {
      Stage<?> stage = (Stage<?>) main.getConstructor().newInstance();
      assertThat(file).hasName(stage.name() + ".conf");
    }
  }

  @Test
  void everyStageHasAJobFile() {
    ServiceLoader.load(Stage.class)
        .forEach(stage -> assertThat(new File("jobs", stage.name() + ".conf")).isFile());
  }

  @ParameterizedTest
  @ValueSource(strings = {"demo", "full"})
  void everyProfileIsAccepted(String profile) {
    Jobs jobs = new Jobs(Settings.load(Path.of("").toAbsolutePath(), profile, List.of()));
    assertThat(jobs.warehouse().root().toString()).endsWith("/results");
  }

  @Test
  void testsRunWithTheModuleOptionsThatSparkGives() {
    List<String> given =
        java.lang.management.ManagementFactory.getRuntimeMXBean().getInputArguments();
    for (String option : JavaModuleOptions.defaultModuleOptions().trim().split("\\s+", -1)) {
      assertThat(given).contains(option);
    }
  }
}
