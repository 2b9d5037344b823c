package polymnist.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.PrivilegedExceptionAction;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.security.UserGroupInformation;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polymnist.job.LocalSpark;
import polymnist.setting.UserError;

/** What a warehouse promises, on HDFS. */
class HdfsSparkTest {
  @TempDir private static Path folder;
  private static Hdfs hdfs;

  private final SparkSession spark = LocalSpark.session();
  private final Configuration hadoop = spark.sparkContext().hadoopConfiguration();

  @BeforeAll
  static void start() throws IOException {
    hdfs = new Hdfs(folder);
  }

  @AfterAll
  static void stop() {
    hdfs.close();
  }

  private Warehouse warehouse(String name) {
    return Warehouse.at(hdfs.address() + "/" + name, hadoop);
  }

  private RunManifest publish(Warehouse warehouse, String runId, int rows) {
    try (StageRun run = new StageRun(warehouse, spark, runId, Inputs.NONE, "f")) {
      run.write("numbers", spark.range(rows).toDF("number"));
      return run.publish("count", Map.of("seed", "1"), "{}");
    }
  }

  @Test
  void publishedRunsAreReadInTheirOrder() {
    Warehouse warehouse = warehouse("with a space");
    publish(warehouse, "r1", 5);
    publish(warehouse, "r2", 7);
    Warehouse anew = warehouse("with a space");
    assertThat(anew.latest("numbers").orElseThrow().runId()).isEqualTo("r2");
    assertThat(anew.read(spark, "numbers", List.of("r1")).count()).isEqualTo(5);
    assertThat(anew.read(spark, "numbers", List.of("r2")).count()).isEqualTo(7);
    anew.verify(spark, anew.runs().get(0), "numbers");
  }

  @Test
  void whatIsMissingOrCutIsNamed() throws IOException {
    Warehouse warehouse = warehouse("damage");
    RunManifest run = publish(warehouse, "r1", 100);
    org.apache.hadoop.fs.Path table =
        new org.apache.hadoop.fs.Path(warehouse.root(), "numbers/run_id=r1");
    FileSystem files = table.getFileSystem(hadoop);
    FileStatus file = files.globStatus(new org.apache.hadoop.fs.Path(table, "*.parquet"))[0];
    try (OutputStream out = files.create(file.getPath(), true)) {
      out.write(1);
    }
    assertThatThrownBy(() -> warehouse("damage").check(run))
        .isInstanceOf(DamagedRun.class)
        .hasMessageContaining(file.getPath().getName());
    files.delete(table, true);
    assertThatThrownBy(() -> warehouse("damage").check(run)).isInstanceOf(DamagedRun.class);
  }

  @Test
  void whoMayNotWriteIsToldSo() throws Exception {
    Warehouse annas =
        UserGroupInformation.createRemoteUser("anna")
            .doAs((PrivilegedExceptionAction<Warehouse>) () -> warehouse("hers"));
    assertThatThrownBy(() -> new StageRun(annas, spark, "r1", Inputs.NONE, "f"))
        .isInstanceOfSatisfying(UserError.class, e -> assertThat(e.exitCode()).isEqualTo(2))
        .hasMessageContaining(annas.root() + ": name a folder of yours by study.warehouse=FOLDER");
  }

  @Test
  void aNameIsOneRunsAlone() {
    Warehouse warehouse = warehouse("two");
    try (StageRun run = new StageRun(warehouse, spark, "r1", Inputs.NONE, "f")) {
      assertThat(run.runId()).isEqualTo("r1");
      assertThatThrownBy(() -> new StageRun(warehouse("two"), spark, "r1", Inputs.NONE, "f"))
          .hasMessage("another run has begun under the name r1");
    }
  }

  @Test
  void aRunThatIsReadIsNotRemoved() {
    Warehouse warehouse = warehouse("read");
    RunManifest read = publish(warehouse, "r1", 100);
    Inputs inputs = new Inputs(Map.of("numbers", "r1"), List.of(), List.of());
    try (StageRun reader = new StageRun(warehouse, spark, "r2", inputs, "f")) {
      assertThat(warehouse.remove(read)).contains("r2");
      assertThat(reader.read("numbers").count()).isEqualTo(100);
    }
    assertThat(warehouse.remove(read)).isEmpty();
    assertThat(warehouse.runs()).isEmpty();
  }
}
