package polymnist.benchmark.plant;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polymnist.corpus.SynthesizeJob;
import polymnist.corpus.SynthesizeSettings;
import polymnist.eda.EdaSettings;
import polymnist.job.LocalSpark;
import polymnist.warehouse.TableColumns;
import polymnist.warehouse.Warehouse;

/** What the examination finds in 2,000 images of 400 digits, of which 60 are for testing. */
class PlantJobSparkTest {
  private static final String PHOTOS = "data/backgrounds";

  @TempDir static Path folder;

  private static Warehouse warehouse;
  private static Map<String, Row> found;

  @BeforeAll
  static void plant() throws IOException {
    warehouse = LocalSpark.warehouse(folder);
    LocalSpark.execute(
        warehouse,
        "1-synthesize",
        new SynthesizeJob(),
        new SynthesizeSettings(
            "data/mnist", PHOTOS, 340, 60, 0.1, SynthesizeSettings.Format.TABLE, 3));
    EdaSettings eda =
        new EdaSettings(
            List.of(questions()),
            PHOTOS,
            0.1,
            1,
            new EdaSettings.Thresholds(24, 6),
            100,
            Map.of(),
            Map.of(),
            false,
            3);
    LocalSpark.execute(
        warehouse,
        "2-plant",
        new PlantJob(),
        new PlantSettings(2000, 30, 60, 15, 20, PHOTOS, eda, 3));
    found =
        rows("planted_found").stream()
            .filter(row -> row.getAs("kind").equals("all"))
            .collect(Collectors.toMap(row -> row.getAs("problem"), Function.identity()));
  }

  /** Only what tells of planted problems is asked. */
  private static String questions() throws IOException {
    Path questions = Files.createDirectory(folder.resolve("questions"));
    for (String table :
        List.of("eda_duplicates", "eda_near_duplicates", "eda_leaks", "eda_suspicious_labels")) {
      Files.copy(Path.of("jobs/eda", table + ".sql"), questions.resolve(table + ".sql"));
    }
    return questions.toString();
  }

  private static List<Row> rows(String table) {
    return table(table).collectAsList();
  }

  private static Dataset<Row> table(String table) {
    return warehouse.read(LocalSpark.session(), table, List.of("2-plant")).drop("run_id");
  }

  private static void check(String problem, long planted, double share) {
    Row row = found.get(problem);
    assertThat(row.<Long>getAs("planted")).isEqualTo(planted);
    assertThat(row.<Double>getAs("share")).as(problem).isGreaterThanOrEqualTo(share);
  }

  @Test
  void tablesHaveTheirColumns() {
    assertThat(TableColumns.of(table("planted")))
        .containsExactly(
            "problem string",
            "kind string",
            "id string",
            "source_id string",
            "found boolean",
            "rank int");
    assertThat(TableColumns.of(table("planted_found")))
        .containsExactly(
            "problem string",
            "kind string",
            "planted bigint",
            "found bigint",
            "share double",
            "images bigint",
            "false_alarms bigint",
            "false_alarm_share double",
            "seconds double");
  }

  @Test
  void exactDuplicatesAreAllFoundAndNothingElse() {
    check("exact_duplicate", 30, 1);
    assertThat(found.get("exact_duplicate").<Long>getAs("false_alarms")).isZero();
  }

  @Test
  void nearDuplicatesAreFound() {
    check("near_duplicate", 60, 0.9);
    assertThat(found.get("near_duplicate").<Double>getAs("false_alarm_share")).isLessThan(0.005);
  }

  @Test
  void leaksAcrossModalitiesAreFound() {
    check("leak", 15, 0.95);
    assertThat(found.get("leak").<Double>getAs("false_alarm_share")).isLessThan(0.005);
  }

  @Test
  void wrongLabelsAreAmongTheFirstListed() {
    check("wrong_label", 20, 0.8);
  }

  @Test
  void everyPlantedProblemIsListedWithItsSource() {
    assertThat(rows("planted")).hasSize(125);
    assertThat(rows("planted"))
        .allSatisfy(
            row -> assertThat(row.<String>getAs("source_id")).isNotEqualTo(row.getAs("id")));
  }

  @Test
  void theWarehouseAsideIsRemoved() throws IOException {
    assertThat(
            warehouse
                .files()
                .listStatus(new org.apache.hadoop.fs.Path(warehouse.root(), "_staging")))
        .isEmpty();
  }
}
