package polymnist.job.plan;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import polymnist.setting.UserError;

/** Hadoop's configuration, as the submit says it. */
final class HadoopSettings {
  /** From where a job was submitted, where the driver starts in another folder. */
  private static final String FOLDER_PROPERTY = "spark.polymnist.folder";

  private HadoopSettings() {}

  /** Returns Hadoop's configuration as Spark will have it, before Spark starts. */
  static Configuration ofSubmit() {
    Configuration hadoop = new Configuration();
    System.getProperties()
        .stringPropertyNames()
        .forEach(
            name -> {
              if (name.startsWith("spark.hadoop.")) {
                hadoop.set(name.substring("spark.hadoop.".length()), System.getProperty(name));
              }
            });
    resolveFromSubmitter(hadoop);
    return hadoop;
  }

  /** Refuses event logs without their folder, for which Spark asks when it has started half. */
  static void refuseMissingEventLogs() {
    Path folder = new Path(System.getProperty("spark.eventLog.dir", "file:///tmp/spark-events"));
    try {
      if (Boolean.getBoolean("spark.eventLog.enabled")) {
        folder.getFileSystem(ofSubmit()).getFileStatus(folder);
      }
    } catch (IOException e) {
      throw UserError.request(
          "spark.eventLog.dir: the folder %s cannot be opened (%s): make it, or leave spark.eventLog.enabled out"
              .formatted(folder, e.getMessage()));
    }
  }

  /** A driver that a cluster started has another folder than the person who submitted it. */
  private static void resolveFromSubmitter(Configuration hadoop) {
    String folder = System.getProperty(FOLDER_PROPERTY);
    if (folder == null) {
      return;
    }
    try {
      FileSystem.getLocal(hadoop)
          .setWorkingDirectory(new Path(java.nio.file.Path.of(folder).toUri()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
