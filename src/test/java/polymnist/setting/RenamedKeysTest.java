package polymnist.setting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Old keys of settings, each in a profile and on the command line. */
class RenamedKeysTest {
  @TempDir private Path folder;

  static Stream<String> old() {
    return RenamedKeys.read().names().keySet().stream();
  }

  private void load(String profile, String... assignments) throws IOException {
    Path file = Files.writeString(folder.resolve("mine.conf"), "\n\n" + profile);
    Settings.load(folder, file.toString(), List.of(assignments));
  }

  @ParameterizedTest
  @MethodSource("old")
  void anOldKeyIsAnsweredWithOneThatExists(String old) {
    String current = RenamedKeys.read().current(old);
    ConfigObject reference =
        ConfigFactory.parseResources(
                Settings.class, "/reference.conf", ConfigParseOptions.defaults())
            .root();
    assertThat(has(reference, current)).as(current).isTrue();
    assertThat(has(reference, old)).as(old).isFalse();
    assertThatThrownBy(() -> load(old + " = 1"))
        .isInstanceOfSatisfying(UserError.class, e -> assertThat(e.exitCode()).isEqualTo(2))
        .hasMessageEndingWith("mine.conf:3: " + old + " is now " + current);
    assertThatThrownBy(() -> load("", old + "=1"))
        .hasMessage("command line: " + old + " is now " + current);
  }

  private static boolean has(ConfigObject reference, String key) {
    ConfigValue value = reference;
    for (String name : ConfigUtil.splitPath(key)) {
      value = value instanceof ConfigObject block ? block.get(name) : null;
    }
    return value != null;
  }

  @Test
  void aKeyInARenamedBlockIsAnsweredWithItsOwnPresentName() {
    assertThatThrownBy(() -> load("judge { workers = 2, paper.slant = 1 }"))
        .hasMessageContaining("mine.conf:3: judge.workers is now detector.workers")
        .hasMessageContaining("judge.paper.slant is now detector.paper.hand.slant");
  }
}
