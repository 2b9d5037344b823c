package polymnist.job.plan;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;
import polymnist.setting.UserError;
import polymnist.warehouse.StageRun;

/**
 * Whether the hosts of a cluster see the warehouse that the driver sees. Where each has a folder of
 * its own by that name, executors would write what the driver never finds.
 */
final class SharedWarehouse {
  /** So many tasks a core, so that each executor has some. */
  private static final int TASKS_A_CORE = 3;

  private SharedWarehouse() {}

  /**
   * Lets executors look for a word that the driver has written.
   *
   * @throws UserError when a host does not find it
   */
  static void check(SparkSession spark, StageRun run) {
    if (spark.sparkContext().isLocal()) {
      return;
    }
    Path file = new Path(run.scratch(), "word");
    String word = run.runId();
    FileSystem files = run.warehouse().files();
    try {
      try (OutputStream out = files.create(file, true)) {
        out.write(word.getBytes(StandardCharsets.UTF_8));
      }
      try {
        List<String> hosts = blind(spark, file, word);
        if (!hosts.isEmpty()) {
          throw UserError.request(
              "the warehouse %s is another folder on %s: set study.warehouse to a folder that all"
                      .formatted(run.warehouse().root(), String.join(", ", hosts))
                  + " hosts share, such as one of HDFS or of a network drive");
        }
      } finally {
        files.delete(file, false);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  private static List<String> blind(SparkSession spark, Path file, String word) {
    SerializableConfiguration hadoop =
        new SerializableConfiguration(spark.sparkContext().hadoopConfiguration());
    int tasks = TASKS_A_CORE * spark.sparkContext().defaultParallelism();
    String path = file.toString();
    return JavaSparkContext.fromSparkContext(spark.sparkContext())
        .parallelize(IntStream.range(0, tasks).boxed().toList(), tasks)
        .filter(task -> !read(new Path(path), hadoop.value()).equals(word))
        .map(task -> InetAddress.getLocalHost().getHostName())
        .distinct()
        .collect();
  }

  private static String read(Path file, Configuration hadoop) throws IOException {
    try (FSDataInputStream in = file.getFileSystem(hadoop).open(file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (FileNotFoundException e) {
      return "";
    }
  }
}
