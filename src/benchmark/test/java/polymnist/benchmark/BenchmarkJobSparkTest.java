package polymnist.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polymnist.corpus.CorpusImage;
import polymnist.job.LocalSpark;
import polymnist.network.Linear;
import polymnist.train.NetworkSettings;
import polymnist.train.TrainingExamples;
import polymnist.warehouse.StageRun;
import polymnist.warehouse.TableColumns;
import polymnist.warehouse.Warehouse;

class BenchmarkJobSparkTest {
  private final SparkSession spark = LocalSpark.session();
  @TempDir private Path folder;
  private Warehouse warehouse;

  @BeforeEach
  void publishCorpus() {
    warehouse = LocalSpark.warehouse(folder);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 360; i++) {
      String split = i < 200 ? "train" : i < 300 ? "validation" : "test";
      rows.add(TrainingExamples.image(i, split).toRow());
    }
    try (StageRun run = LocalSpark.run(warehouse, "r0")) {
      run.write("corpus", spark.createDataFrame(rows, CorpusImage.SCHEMA));
      run.publish("synthesize", Map.of(), "{}");
    }
  }

  private Dataset<Row> table(String runId, String table) {
    return warehouse.read(spark, table, List.of(runId)).drop("run_id");
  }

  @Test
  void workersAreComparedWithoutLibtorch() {
    NetworkSettings network = new NetworkSettings(new Linear(), 2, 32, 0.007, 3, 0);
    BenchmarkSettings settings =
        new BenchmarkSettings(
            Map.of("one", network),
            new BenchmarkSettings.Timing(2, 1, 1, 16),
            new BenchmarkSettings.TimedTraining(List.of("one"), 4_000),
            new BenchmarkSettings.TimedAveraging(
                List.of("one"), 4_000, 2, List.of(1, 2, 3, 4, 8), 1),
            new BenchmarkSettings.TimedPrediction(List.of("one"), 1_000),
            "",
            4_096,
            0.1,
            1);
    LocalSpark.execute(warehouse, "r1", new BenchmarkJob(), settings);
    Dataset<Row> speedTable = table("r1", "training_benchmark");
    assertThat(TableColumns.of(speedTable))
        .containsExactly(
            "network string",
            "repetition int",
            "images bigint",
            "two_workers double",
            "one_worker double",
            "apart double",
            "bfloat16 double",
            "libtorch double",
            "libtorch_bfloat16 double");
    List<Row> speed = speedTable.sort("repetition").collectAsList();
    assertThat(speed).extracting(row -> row.<Integer>getAs("repetition")).containsExactly(1, 2);
    for (Row row : speed) {
      assertThat(row.<Long>getAs("images") % 200).isZero();
      assertThat(row.<Long>getAs("images")).isPositive();
      assertThat(row.<Double>getAs("one_worker")).isPositive();
      assertThat(row.<Double>getAs("apart")).isPositive();
      assertThat(row.<Double>getAs("libtorch")).isNaN();
    }
    Dataset<Row> accuracyTable = table("r1", "training_benchmark_accuracy");
    assertThat(TableColumns.of(accuracyTable))
        .containsExactly(
            "network string",
            "workers int",
            "seed bigint",
            "epochs int",
            "seconds double",
            "overhead double",
            "accuracy double");
    List<Row> accuracy = accuracyTable.collectAsList();
    assertThat(accuracy)
        .extracting(row -> row.getAs("workers") + "/" + row.getAs("seed"))
        .containsExactlyInAnyOrder("1/1", "2/1", "3/1", "4/1", "8/1");
    for (Row row : accuracy) {
      assertThat(row.<Double>getAs("overhead")).isBetween(0.0, 1.0);
      assertThat(row.<Double>getAs("accuracy")).isGreaterThan(0.3);
    }
    Dataset<Row> inferenceTable = table("r1", "inference_benchmark");
    assertThat(TableColumns.of(inferenceTable))
        .containsExactly(
            "network string",
            "repetition int",
            "images bigint",
            "images_per_second double",
            "bfloat16 double",
            "libtorch double",
            "libtorch_bfloat16 double");
    List<Row> inference = inferenceTable.collectAsList();
    assertThat(inference).hasSize(2);
    for (Row row : inference) {
      assertThat(row.<Long>getAs("images")).isPositive();
      assertThat(row.<Double>getAs("images_per_second")).isPositive();
      assertThat(row.<Double>getAs("libtorch")).isNaN();
    }
  }
}
