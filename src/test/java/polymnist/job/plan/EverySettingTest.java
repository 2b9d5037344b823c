package polymnist.job.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polymnist.pipeline.PipelineSettings;
import polymnist.setting.Settings;
import polymnist.setting.UserError;

/** Each setting of {@code reference.conf} set wrong, one by one, in a profile. */
class EverySettingTest {
  private static final String NO_VALUE = "{ nobody = expects-this }";

  @TempDir private Path folder;

  private static Config reference() {
    return ConfigFactory.parseResources(
            Settings.class, "/reference.conf", ConfigParseOptions.defaults())
        .withFallback(ConfigFactory.parseMap(Map.of("home", "home")))
        .resolve(ConfigResolveOptions.defaults());
  }

  private static List<String> wrong(String key, ConfigValue value) {
    return switch (value.valueType()) {
      // Any number may be the most that a query of one's own is to find.
      case NUMBER ->
          key.matches(".*eda\\.contract\\..*\\.most")
              ? List.of("many")
              : List.of("many", "1e300", "-1e300");
      case BOOLEAN -> List.of("perhaps");
      default -> List.of(NO_VALUE);
    };
  }

  /** Each costs a reading of all settings; {@code mvn -Pfaults verify} tries each. */
  private static final int EVERY = Integer.getInteger("faults.every", 7);

  @Test
  void isRefusedWithItsKeyFileAndLine() throws IOException {
    List<String> tried = new ArrayList<>();
    List<String> notRefused = new ArrayList<>();
    int count = 0;
    for (Map.Entry<String, ConfigValue> setting : reference().entrySet()) {
      String key = setting.getKey();
      if (!key.equals("home")) {
        for (String value : wrong(key, setting.getValue())) {
          String line = key + " = " + value;
          if (count++ % EVERY != 0) {
            continue;
          }
          Path profile = Files.writeString(folder.resolve("mine.conf"), "\n\n" + line);
          String said = refusal(ConfigUtil.splitPath(key).get(0), profile);
          tried.add(line);
          if (!said.contains("mine.conf:3: ") || !said.contains(key + " must ")) {
            notRefused.add(line + " was answered: " + said);
          }
        }
      }
    }
    assertThat(count).isGreaterThan(500);
    assertThat(tried).hasSizeGreaterThanOrEqualTo(count / EVERY);
    assertThat(notRefused).isEmpty();
  }

  private static String refusal(String block, Path profile) {
    try {
      Settings settings =
          Settings.load(Path.of("").toAbsolutePath(), profile.toString(), List.of());
      Jobs jobs = new Jobs(settings);
      if (block.equals("pipeline")) {
        jobs.block("pipeline", PipelineSettings.class);
      } else {
        // Seed and study are read by all stages.
        String stage = jobs.stage(block).isPresent() ? block : "train";
        jobs.check(List.of(jobs.stage(stage).orElseThrow()));
      }
      return "nothing";
    } catch (UserError e) {
      assertThat(e.exitCode()).isEqualTo(2);
      return e.getMessage();
    }
  }
}
