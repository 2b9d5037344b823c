package polymnist.job.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import polymnist.job.Failure;
import polymnist.job.LocalSpark;

class SparkSettingsSparkTest {
  private final Map<String, String> before = new TreeMap<>();

  private void submitted(String name, String value) {
    before.put(name, System.getProperty(name, ""));
    System.setProperty(name, value);
  }

  @AfterEach
  void forget() {
    before.forEach(
        (name, value) -> {
          if (value.isEmpty()) {
            System.clearProperty(name);
          } else {
            System.setProperty(name, value);
          }
        });
  }

  @ParameterizedTest
  @CsvSource({
    "local, true",
    "local[*], true",
    "'local[2,3]', true",
    "'local-cluster[2,1,2048]', false",
    "spark://host:7077, false",
    "yarn, false",
    "k8s://https://host, false"
  })
  void oneProcessHasASecretAndNoneAPageUnlessAsked(String master, String secret) {
    submitted("spark.master", master);
    assertThat(SparkSettings.ofJobs())
        .hasEntrySatisfying("spark.authenticate", is -> assertThat(is).hasToString(secret))
        .hasEntrySatisfying("spark.ui.enabled", is -> assertThat(is).hasToString("false"));
    submitted("spark.ui.enabled", "true");
    assertThat(SparkSettings.ofJobs()).containsEntry("spark.ui.enabled", "true");
  }

  /** Either flips a byte of a page, or cuts a file, of a table of two. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aDamagedTableIsNoShorterOneWhateverASiteSets(boolean cut, @TempDir Path folder)
      throws IOException {
    String ignore = "spark.sql.files.ignoreCorruptFiles";
    submitted(ignore, "true");
    submitted("spark.sql.files.ignoreMissingFiles", "true");
    SparkSession site = LocalSpark.session().newSession();
    site.conf().set(ignore, "true");
    String table = folder.resolve("table").toString();
    site.range(0, 20_000, 1, 2).write().parquet(table);
    damage(folder.resolve("table"), cut);
    SparkSession job = site.newSession();
    // What stands with spark.hadoop. in Spark's settings stands without it in a session's.
    SparkSettings.ofJobs()
        .forEach(
            (name, value) -> {
              if (name.startsWith("spark.sql.") || name.startsWith("spark.hadoop.")) {
                job.conf().set(name.replace("spark.hadoop.", ""), value.toString());
              }
            });
    if (cut) {
      // That is why it matters.
      assertThat(site.read().schema("id LONG").parquet(table).count()).isEqualTo(10_000);
    }
    assertThatThrownBy(
            () -> job.read().schema("id LONG").parquet(table).selectExpr("sum(id)").collect())
        .satisfies(thrown -> assertThat(cut || Failure.isDamage(thrown)).isTrue());
  }

  private static void damage(Path table, boolean cut) throws IOException {
    try (Stream<Path> files = Files.list(table)) {
      Path first =
          files
              .filter(file -> file.getFileName().toString().startsWith("part-00000"))
              .findFirst()
              .orElseThrow();
      Files.deleteIfExists(first.resolveSibling("." + first.getFileName() + ".crc"));
      byte[] bytes = Files.readAllBytes(first);
      if (cut) {
        Files.write(first, java.util.Arrays.copyOf(bytes, bytes.length / 2));
      } else {
        bytes[bytes.length / 3] ^= 1;
        Files.write(first, bytes);
      }
    }
  }

  /** Which makes no records. */
  @Test
  void aSiteCannotSetKryo() {
    submitted("spark.serializer", "org.apache.spark.serializer.KryoSerializer");
    assertThat(SparkSettings.ofJobs())
        .containsEntry("spark.serializer", "org.apache.spark.serializer.JavaSerializer");
  }

  @Test
  void aSiteCannotTakeTheChecksumsOfPagesAway() {
    submitted("spark.hadoop." + HadoopSettings.CHECKSUMS, "false");
    assertThat(SparkSettings.ofJobs())
        .containsEntry("spark.hadoop." + HadoopSettings.CHECKSUMS, true);
  }
}
