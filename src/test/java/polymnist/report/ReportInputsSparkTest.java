package polymnist.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import polymnist.answer.AskedTables;
import polymnist.answer.TableRow;
import polymnist.job.LocalSpark;
import polymnist.report.ReportJob.Written;
import polymnist.report.chapter.Lineage;

/** Studies of which little is there, or much: there is a page of each. */
class ReportInputsSparkTest {
  private static final ReportSettings SETTINGS =
      new ReportSettings("A study", 2, 24, 5, new ReportSettings.Drawing("", "", 0.5));

  private static AskedTables tables(Map<String, String> queries) {
    SparkSession own = LocalSpark.session().newSession();
    queries.forEach((table, query) -> own.sql(query).createOrReplaceTempView(table));
    return AskedTables.ofViews(own, queries.keySet());
  }

  private static Written page(AskedTables tables) {
    return ReportJob.written(tables, SETTINGS, new Lineage(Map.of(), List.of()), "run-1");
  }

  /** Its tables without one, asked nothing of that. */
  private record Without(String missing, AskedTables all, Map<String, List<TableRow>> asked)
      implements AskedTables {
    @Override
    public boolean has(String table) {
      return all.has(table) && !table.equals(missing);
    }

    @Override
    public List<TableRow> rows(String sql) {
      assertThat(sql).doesNotContainPattern("\\b(FROM|JOIN) +" + missing + "\\b");
      return asked.computeIfAbsent(sql, all::rows);
    }
  }

  @Test
  void eachTableMayBeMissing() {
    Map<String, String> queries = SmallStudy.tables();
    AskedTables all = tables(queries);
    Map<String, List<TableRow>> asked = new ConcurrentHashMap<>();
    for (String missing : queries.keySet()) {
      assertThat(page(new Without(missing, all, asked)).html())
          .as(missing)
          .contains("<section id=\"about\"", "</html>")
          .doesNotContain("other columns than this page knows", ">null<", ">NaN");
    }
  }

  @Test
  void fortyNetworksAndTenThousandMistakesMakeAPage() {
    Map<String, String> queries = new HashMap<>(SmallStudy.tables());
    for (String table : List.of("models", "metrics", "learning_curves")) {
      queries.put(
          table,
          "SELECT concat(n.id, t.model) AS model, t.* EXCEPT (model) FROM range(40) AS n,"
              + " (%s) AS t WHERE training_corpus = 'augmented'".formatted(queries.get(table)));
    }
    String ids =
        " FROM (SELECT concat('test/', id) AS id, 'm0' AS modality, 7 AS label, id AS digit";
    queries.put(
        "predictions",
        "SELECT *, '0vgg' AS model, 'augmented' AS training_corpus, 'test' AS evaluated_on,"
            + " 1 AS predicted, false AS correct, 0.9D AS probability,"
            + " array_repeat(0.1D, 10) AS probabilities"
            + ids
            + " FROM range(10000))");
    queries.put(
        "corpus",
        "SELECT *, 'test' AS split, named_struct('bytes', unhex('00')) AS image"
            + ids
            + " FROM range(10000))");

    Written page = page(tables(queries));

    assertThat(page.html())
        .contains("10,000 test images · 10,000 digits · 1 modality · 40 networks")
        .hasSizeLessThan(2_000_000);
    assertThat(rows(page, "ranking")).isEqualTo(40);
    assertThat(rows(page, "surest-mistakes")).isEqualTo(SETTINGS.mistakes());
  }

  private static int rows(Written page, String figure) {
    return ReportJson.figures(page.document()).get(figure).size();
  }

  @Test
  void oneNetworkOnOneModalityWithoutValidationMakesAPage() {
    Map<String, String> queries = new HashMap<>(SmallStudy.tables());
    queries.keySet().removeAll(List.of("network_comparison", "augmentation_effect", "fusion"));
    queries.put(
        "models",
        "SELECT * EXCEPT (validation_accuracy, validation_loss), CAST(NULL AS DOUBLE) AS"
            + " validation_accuracy, CAST(NULL AS DOUBLE) AS validation_loss FROM (%s)"
                .formatted(queries.get("models"))
            + " WHERE training_corpus = 'augmented'");
    queries.put(
        "predictions",
        "SELECT * FROM (%s) WHERE modality = 'm0' AND model = 'vgg'"
            .formatted(queries.get("predictions")));
    for (String table : List.of("metrics", "learning_curves", "network_costs")) {
      queries.put(table, "SELECT * FROM (%s) WHERE model = 'vgg'".formatted(queries.get(table)));
    }

    assertThat(page(tables(queries)).html())
        .contains("2 test images · 2 digits · 1 modality · 1 network ·")
        .contains("vgg/augmented is the only network; it reads")
        .doesNotContain(">null<", ">NaN");
  }
}
