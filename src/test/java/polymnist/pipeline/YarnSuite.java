package polymnist.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import polymnist.job.LocalSpark;
import polymnist.pipeline.Submission.Ended;
import polymnist.warehouse.Hdfs;
import polymnist.warehouse.RunManifest;
import polymnist.warehouse.Warehouse;

/** The small study on YARN, whose file system is an HDFS; with {@code mvn -Pfaults verify}. */
class YarnSuite {
  private static final FaultTable TABLE = new FaultTable();

  private static final String[] STAGES = {
    "pipeline", "--only", "synthesize,augment,train,evaluate"
  };

  @TempDir private static Path folder;
  private static Submission submission;
  private static Hdfs hdfs;
  private static YarnCluster yarn;
  private static Map<String, ?> local;

  @BeforeAll
  static void start() throws Exception {
    submission = new Submission(folder);
    Ended made = submission.study("study", STAGES);
    assertThat(made.code()).as(made.err()).isZero();
    local = submission.contents("study");
    hdfs = new Hdfs(folder.resolve("blocks"));
    yarn = new YarnCluster(folder, hdfs.address());
  }

  @AfterAll
  static void stop() throws Exception {
    TABLE.print();
    if (yarn != null) {
      yarn.close();
    }
    if (hdfs != null) {
      hdfs.close();
    }
  }

  private static String[] words(String deployMode, String... job) {
    return Stream.concat(yarn.options(deployMode).stream(), Arrays.stream(job))
        .toArray(String[]::new);
  }

  private static Ended study(String deployMode, String warehouse, String... job) throws Exception {
    return submission.study(yarn.environment(), warehouse, words(deployMode, job));
  }

  @ParameterizedTest
  @ValueSource(strings = {"client", "cluster"})
  void aContainerIsKilledTheTablesAreTheSameAndExitCodesReachTheCaller(String deployMode)
      throws Exception {
    String warehouse = hdfs.address() + "/" + deployMode;
    Ended made =
        submission.studyThatLosesAnExecutor(
            yarn.environment(), warehouse, words(deployMode, STAGES));
    assertThat(made.code()).as(made.err()).isZero();
    assertThat(submission.contents(warehouse)).isEqualTo(local);
    TABLE.held("YARN, " + deployMode + " mode, kill -9 of an executor", "same tables, exit code 0");

    Ended wrong = study(deployMode, warehouse, "train", "train.shard-images=many");
    assertThat(wrong.code()).as(wrong.err()).isEqualTo(2);
    assertThat(wrong.err()).contains("train.shard-images");

    Configuration hadoop = LocalSpark.session().sparkContext().hadoopConfiguration();
    Warehouse published = Warehouse.at(warehouse, hadoop);
    RunManifest run = published.tables().get("metrics").get(0);
    FileSystem files = published.folder("metrics", run.runId()).getFileSystem(hadoop);
    files.delete(published.folder("metrics", run.runId()), true);
    Ended damaged = study(deployMode, warehouse, "verify");
    assertThat(damaged.code()).as(damaged.err()).isEqualTo(3);

    Path occupied = Files.createDirectory(folder.resolve("occupied-" + deployMode));
    Files.writeString(occupied.resolve("corpus"), "in the way");
    Ended failed = study(deployMode, occupied.toUri().toString(), "synthesize");
    assertThat(failed.code()).as(failed.err()).isEqualTo(1);
    assertThat(failed.err()).contains("failed: ");
    TABLE.held("YARN, " + deployMode + " mode, exit codes 0, 1, 2, 3", "reach the caller");
  }
}
