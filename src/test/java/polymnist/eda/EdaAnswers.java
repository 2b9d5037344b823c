package polymnist.eda;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import polymnist.corpus.CorpusImage;
import polymnist.job.LocalSpark;
import polymnist.warehouse.StageRun;
import polymnist.warehouse.Warehouse;

/** What the job answered about some images. */
final class EdaAnswers {
  private static final String CORPUS_RUN = "20260101-000000-corpus";
  private static final String EDA_RUN = "20260101-000001-eda";

  private final Warehouse warehouse;

  private EdaAnswers(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  /**
   * Returns settings with few examples, no photos and the project's questions and those of {@code
   * more}.
   */
  static EdaSettings settings(Path... more) {
    List<String> questions = new ArrayList<>(List.of("jobs/eda"));
    for (Path folder : more) {
      questions.add(folder.toString());
    }
    return new EdaSettings(
        questions,
        "",
        0.5,
        2,
        new EdaSettings.Thresholds(24, 6),
        100,
        Map.of(),
        Map.of(),
        false,
        5);
  }

  /** Runs the job on a corpus that is read in {@code partitions} pieces. */
  static EdaAnswers of(
      Path folder, List<CorpusImage> images, int partitions, EdaSettings settings) {
    SparkSession spark = LocalSpark.session();
    Warehouse warehouse = LocalSpark.warehouse(folder);
    List<Row> rows = images.stream().map(CorpusImage::toRow).toList();
    Dataset<Row> corpus = spark.createDataFrame(rows, CorpusImage.SCHEMA).repartition(partitions);
    // No two small files are read as one partition.
    String largest = "spark.sql.files.maxPartitionBytes";
    spark.conf().set(largest, "4m");
    // Compiling the plans of twenty questions takes longer than answering them on so few images.
    String compiled = "spark.sql.codegen.wholeStage";
    spark.conf().set(compiled, false);
    try (StageRun run = LocalSpark.run(warehouse, CORPUS_RUN)) {
      run.write("corpus", corpus);
      run.publish("ingest", Map.of(), "{}");
      LocalSpark.execute(warehouse, EDA_RUN, new EdaJob(), settings);
    } finally {
      spark.conf().unset(largest);
      spark.conf().unset(compiled);
    }
    return new EdaAnswers(warehouse);
  }

  /** Returns how many rows a table has. */
  long count(String table) {
    return warehouse.run(EDA_RUN).orElseThrow().tables().get(table).rows();
  }

  /** Returns the rows of a table in an order of their own. */
  List<Row> rows(String table) {
    return table(table).collectAsList().stream()
        .sorted(Comparator.comparing(Row::toString))
        .toList();
  }

  /** Returns the only row of a table for which {@code condition} holds. */
  Row row(String table, String condition) {
    List<Row> rows = table(table).where(condition).collectAsList();
    if (rows.size() != 1) {
      throw new AssertionError("%s where %s has the rows %s".formatted(table, condition, rows));
    }
    return rows.get(0);
  }

  /** Returns the line that says what the run found. */
  String finding() {
    return warehouse.run(EDA_RUN).orElseThrow().findings().get("data");
  }

  /** Returns why the run refused the corpus, or null. */
  String refusal() {
    return warehouse.latestOf("eda").orElseThrow().refusal().orElse(null);
  }

  /** Returns a table without the column that the catalogue adds. */
  Dataset<Row> table(String table) {
    return warehouse.read(LocalSpark.session(), table, List.of(EDA_RUN)).drop("run_id");
  }
}
