package polymnist.eda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polymnist.input.InputBytes;
import polymnist.input.InputFile;
import polymnist.job.LocalSpark;
import polymnist.train.FaultyFiles;
import polymnist.warehouse.Inputs;
import polymnist.warehouse.StageRun;
import polymnist.warehouse.Warehouse;

/** A question while the machine fails, which is no answer. */
class QuestionFaultSparkTest {
  private static final EdaSettings SETTINGS =
      new EdaSettings(
          List.of("none"),
          "",
          0.5,
          2,
          new EdaSettings.Thresholds(24, 6),
          100,
          Map.of(),
          Map.of(),
          false,
          5);

  private final SparkSession spark = LocalSpark.session().newSession();
  @TempDir private Path folder;
  private Warehouse warehouse;

  /** Makes a view whose rows are read from a disk that fails now and then. */
  @BeforeEach
  void openView() throws Exception {
    warehouse = LocalSpark.warehouse(folder.resolve("results"));
    Path file = Files.writeString(folder.resolve("shard-1"), "abc");
    InputFile faulty = new InputFile("shard-1", "faulty:" + file, 3, null);
    spark
        .createDataset(List.of(faulty), Encoders.javaSerialization(InputFile.class))
        .map((MapFunction<InputFile, Integer>) QuestionFaultSparkTest::read, Encoders.INT())
        .toDF("bytes")
        .createOrReplaceTempView("flaky");
  }

  private static int read(InputFile file) throws IOException {
    Configuration hadoop = new Configuration(false);
    hadoop.set("fs.faulty.impl", FaultyFiles.class.getName());
    try (InputStream in = InputBytes.open(file, hadoop)) {
      return in.readAllBytes().length;
    }
  }

  private QuestionResult asked(String sql) {
    try (StageRun run = new StageRun(warehouse, spark, "r1", Inputs.NONE, "none")) {
      return QuestionResult.write(spark, new Question("answer", "answer.sql", sql), SETTINGS, run);
    }
  }

  @Test
  void aFaultOfTheMachineIsTriedAgain() {
    FaultyFiles.FAILURES.set(1);
    QuestionResult result = asked("SELECT bytes FROM flaky");
    assertThat(FaultyFiles.FAILURES).hasValue(0);
    assertThat(result.answered()).isTrue();
    assertThat(result.rows()).isOne();
  }

  @Test
  void aFaultThatStaysFailsTheJobAndIsNoAnswer() {
    FaultyFiles.FAILURES.set(100);
    assertThatThrownBy(() -> asked("SELECT bytes FROM flaky"))
        .hasMessageContaining("the disk is busy");
    FaultyFiles.FAILURES.set(0);
  }

  @Test
  void aStatementThatIsAtFaultIsNotTriedAgain() {
    assertThat(asked("SELECT byte FROM flaky").failure().message()).contains("`byte`");
    assertThat(asked("SELECT CAST('x' AS INT) FROM flaky").answered()).isFalse();
  }
}
