package polymnist.job.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polymnist.warehouse.RunManifest;

class ReasonsTest {
  private final TreeMap<String, String> parts =
      new TreeMap<>(
          Map.of(
              "job", "train",
              "code", "c1",
              "settings", "{\"epochs\":3,\"vgg\":{\"width\":16}}",
              "input corpus", "r1",
              "file data/mnist", "f1",
              "spark.sql.ansi.enabled", "true"));

  private static RunManifest run() {
    return new RunManifest(
        1,
        "r2",
        "train",
        "fingerprint",
        Map.of("corpus", "r1"),
        Map.of(),
        Map.of("code", "c1", "file data/mnist", "f1", "spark.sql.ansi.enabled", "true"),
        "{\"epochs\":3,\"vgg\":{\"width\":16}}");
  }

  @Test
  void aSettingIsNamedWithBothValues() {
    parts.put("settings", "{\"epochs\":5,\"vgg\":{},\"patience\":2}");
    assertThat(Reasons.of(run(), parts))
        .containsExactly(
            "train.epochs was 3, is 5",
            "train.patience was nothing, is 2",
            "train.vgg.width was 16, is nothing");
  }

  @Test
  void tablesFilesCodeAndSettingsOfSparkAreNamed() {
    parts.put("input corpus", "r9");
    parts.put("file data/mnist", "f2");
    parts.put("code", "c2");
    parts.put("spark.sql.ansi.enabled", "false");
    assertThat(Reasons.of(run(), parts))
        .containsExactly(
            "corpus: of r1 before, now of r9",
            "the code has changed",
            "the file data/mnist has changed",
            "spark.sql.ansi.enabled was 'true', is 'false'");
  }

  /** A manifest in a shared warehouse is somebody else's. */
  @Test
  void ofAManifestNoOtherFileIsIncluded(@TempDir Path folder) throws IOException {
    Path secret = Files.writeString(folder.resolve("secret.conf"), "password = hunter2");
    RunManifest hostile =
        new RunManifest(
            1,
            "r2",
            "train",
            "fingerprint",
            Map.of(),
            Map.of(),
            Map.of(),
            "include file(\"%s\")".formatted(secret));
    assertThatThrownBy(() -> Reasons.of(hostile, parts)).isInstanceOf(ConfigException.class);
    assertThatThrownBy(() -> Reasons.between(hostile, run())).isInstanceOf(ConfigException.class);
  }

  @Test
  void thePasswordOfAnAddressIsNotToldAndIsNoChange() {
    parts.remove("file data/mnist");
    parts.put("file ftp://anna:4711@host/x", "f2");
    assertThat(Reasons.of(run(), parts))
        .containsExactly("the file ftp://*********(redacted)@host/x is read now");
  }

  @Test
  void aFileThatOneRunAloneReadHasNotChanged() {
    RunManifest other =
        new RunManifest(
            2, "r2", "train", "fingerprint", Map.of(), Map.of(), Map.of("file b", "f1"), "{}");
    RunManifest first =
        new RunManifest(
            1, "r1", "train", "fingerprint", Map.of(), Map.of(), Map.of("file a", "f1"), "{}");
    assertThat(Reasons.between(first, other))
        .containsExactly("the file a is not read any more", "the file b is read now");
  }

  @Test
  void tablesOfOneRunAreToldTogether() {
    for (String table : List.of("a", "b", "d", "e")) {
      parts.put("input " + table, "r9");
    }
    assertThat(Reasons.of(run(), parts))
        .containsExactly("a, b, d and 1 more: of nothing before, now of r9");
  }

  @Test
  void whatAManifestHasAPlaceForIsNotKeptTwice() {
    assertThat(Reasons.kept(parts))
        .containsOnlyKeys("code", "file data/mnist", "spark.sql.ansi.enabled");
  }
}
