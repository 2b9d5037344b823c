package polymnist.benchmark.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polymnist.corpus.CorpusImage;
import polymnist.job.LocalSpark;
import polymnist.network.Linear;
import polymnist.train.NetworkSettings;
import polymnist.train.TrainingExamples;
import polymnist.warehouse.RunManifest;
import polymnist.warehouse.StageRun;
import polymnist.warehouse.Warehouse;

class SearchJobSparkTest {
  private final SparkSession spark = LocalSpark.session();
  @TempDir private Path folder;

  /** Of a learning rate that changes nothing and one that learns, the second leads. */
  @Test
  void theLeaderboardGoesByValidation() {
    Warehouse warehouse = LocalSpark.warehouse(folder);
    try (StageRun run = LocalSpark.run(warehouse, "1-synthesize")) {
      List<Row> images = new ArrayList<>();
      for (int i = 0; i < 300; i++) {
        images.add(TrainingExamples.image(i, i < 250 ? "train" : "validation").toRow());
      }
      run.write("corpus", spark.createDataFrame(images, CorpusImage.SCHEMA));
      run.publish("synthesize", Map.of(), "{}");
    }
    SearchSettings settings =
        new SearchSettings(
            "linear",
            Map.of("linear", new NetworkSettings(new Linear(), 6, 10, 0.001, 10, 0)),
            Map.of("learning-rate", List.of(1e-9, 0.003)),
            SearchSettings.Order.GRID,
            1,
            2,
            100,
            0.1,
            10,
            7);
    LocalSpark.execute(warehouse, "2-search", new SearchJob(), settings);
    List<Row> trials =
        warehouse
            .read(spark, "search_trials", List.of("2-search"))
            .orderBy("rank")
            .selectExpr("rank", "settings['learning-rate']", "validation_accuracy", "epochs")
            .collectAsList();
    assertThat(trials).hasSize(2);
    assertThat(trials.get(0).getInt(0)).isEqualTo(1);
    assertThat(trials.get(0).getDouble(1)).isEqualTo(0.003);
    assertThat(trials.get(0).getDouble(2)).isGreaterThan(trials.get(1).getDouble(2) + 0.3);
    assertThat(trials.get(1).getDouble(1)).isEqualTo(1e-9);
    RunManifest run = warehouse.run("2-search").orElseThrow();
    assertThat(run.findings().get("best settings"))
        .startsWith("1. ")
        .endsWith(": learning-rate 0.003");
    assertThat(folder.resolve("_cache/search/checkpoints")).isEmptyDirectory();
  }
}
