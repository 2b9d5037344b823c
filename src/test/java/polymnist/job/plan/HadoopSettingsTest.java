package polymnist.job.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polymnist.setting.UserError;

class HadoopSettingsTest {
  private static final String ENABLED = "spark.eventLog.enabled";
  private static final String FOLDER = "spark.eventLog.dir";

  @TempDir private Path folder;

  @AfterEach
  void forget() {
    System.clearProperty(ENABLED);
    System.clearProperty(FOLDER);
  }

  /** Those who read tables without Spark, as diff does, see a flipped byte too. */
  @Test
  void pagesAreCheckedWhateverASiteSets() {
    String name = "spark.hadoop." + HadoopSettings.CHECKSUMS;
    System.setProperty(name, "false");
    try {
      assertThat(HadoopSettings.ofSubmit().getBoolean(HadoopSettings.CHECKSUMS, false)).isTrue();
    } finally {
      System.clearProperty(name);
    }
  }

  @Test
  void theFolderOfLogsMustBeThereWhereTheyAreSwitchedOn() throws IOException {
    System.setProperty(FOLDER, folder.resolve("none").toUri().toString());
    assertThatCode(HadoopSettings::refuseMissingEventLogs).doesNotThrowAnyException();
    System.setProperty(ENABLED, "true");
    assertThatThrownBy(HadoopSettings::refuseMissingEventLogs)
        .isInstanceOfSatisfying(UserError.class, e -> assertThat(e.exitCode()).isEqualTo(2))
        .hasMessageContaining(folder + "/none cannot be opened")
        .hasMessageContaining("make it, or");
    Path file = Files.writeString(folder.resolve("file"), "");
    System.setProperty(FOLDER, file.toUri().toString());
    assertThatThrownBy(HadoopSettings::refuseMissingEventLogs)
        .isInstanceOf(UserError.class)
        .hasMessageContaining("file cannot be opened (it is a file): make it, or");
    System.setProperty(FOLDER, folder.toUri().toString());
    assertThatCode(HadoopSettings::refuseMissingEventLogs).doesNotThrowAnyException();
  }
}
