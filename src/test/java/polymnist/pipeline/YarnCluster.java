package polymnist.pipeline;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.hadoop.yarn.exceptions.YarnException;
import org.apache.hadoop.yarn.server.MiniYARNCluster;
import org.apache.hadoop.yarn.server.resourcemanager.scheduler.ResourceScheduler;
import org.apache.hadoop.yarn.server.resourcemanager.scheduler.fifo.FifoScheduler;

/**
 * A YARN whose managers are in this process and whose containers are processes of this machine, and
 * a Spark that can talk to it: the assembled one, and Spark's jar for YARN, which the Maven profile
 * faults brings.
 */
final class YarnCluster implements AutoCloseable {
  static final Path JAR = Path.of("target/yarn/spark-yarn.jar").toAbsolutePath();

  private final MiniYARNCluster cluster;
  private final Path spark;
  private final Path settings;

  /**
   * Starts it.
   *
   * @param folder of that Spark and of the cluster's settings
   * @param files the address of the file system of all its machines
   */
  YarnCluster(Path folder, String files) throws IOException, InterruptedException, YarnException {
    Configuration site = new YarnConfiguration();
    site.set("fs.defaultFS", files);
    site.setInt(YarnConfiguration.YARN_MINICLUSTER_NM_PMEM_MB, 12_288);
    site.setClass(YarnConfiguration.RM_SCHEDULER, FifoScheduler.class, ResourceScheduler.class);
    cluster = new MiniYARNCluster("polymnist", 1, 1, 1);
    cluster.init(site);
    cluster.start();
    if (!cluster.waitForNodeManagersToConnect(30_000)) {
      throw new IOException("no node manager");
    }
    settings = Files.createDirectory(folder.resolve("hadoop"));
    // Each over the defaults of its kind.
    for (String file : List.of("core-site.xml", "yarn-site.xml")) {
      try (OutputStream out = Files.newOutputStream(settings.resolve(file))) {
        cluster.getConfig().writeXml(out);
      }
    }
    spark = Files.createDirectory(folder.resolve("spark"));
    Path assembled = Path.of("target/spark-home").toAbsolutePath();
    for (String part : List.of("bin", "RELEASE")) {
      Files.createSymbolicLink(spark.resolve(part), assembled.resolve(part));
    }
    Path jars = Files.createDirectory(spark.resolve("jars"));
    Files.createSymbolicLink(jars.resolve("spark-yarn.jar"), JAR);
    try (Stream<Path> others = Files.list(assembled.resolve("jars"))) {
      for (Path jar : others.toList()) {
        Files.createSymbolicLink(jars.resolve(jar.getFileName()), jar);
      }
    }
  }

  /** Returns what tells spark-submit.sh of it. */
  Map<String, String> environment() {
    return Map.of("SPARK_HOME", spark.toString(), "HADOOP_CONF_DIR", settings.toString());
  }

  /** Returns options: all machines have that Spark, so that it does not travel, and this Java. */
  List<String> options(String deployMode) {
    String java = System.getProperty("java.home");
    return Stream.concat(
            Stream.of("--master", "yarn", "--deploy-mode", deployMode),
            Stream.of(
                    "spark.yarn.jars=local:" + spark + "/jars/*",
                    "spark.yarn.appMasterEnv.JAVA_HOME=" + java,
                    "spark.executorEnv.JAVA_HOME=" + java,
                    "spark.driver.memoryOverhead=1g",
                    "spark.executor.memoryOverhead=2g")
                .flatMap(setting -> Stream.of("--conf", setting)))
        .toList();
  }

  @Override
  public void close() throws IOException {
    cluster.close();
  }
}
