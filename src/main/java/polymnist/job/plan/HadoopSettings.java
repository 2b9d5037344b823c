package polymnist.job.plan;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import polymnist.setting.UserError;
import polymnist.warehouse.LocalFiles;

/** Hadoop's configuration, as the submit says it. */
final class HadoopSettings {
  /** From where a job was submitted, where the driver starts in another folder. */
  private static final String FOLDER_PROPERTY = "spark.polymnist.folder";

  private static final String LOCAL_FILES = "spark.hadoop.fs.file.impl";

  /** Whether Parquet looks at the checksums of pages. */
  static final String CHECKSUMS = "parquet.page.verify-checksum.enabled";

  private HadoopSettings() {}

  /** Returns Hadoop's configuration as Spark will have it, before Spark starts. */
  static Configuration ofSubmit() {
    useLocalFiles();
    Configuration hadoop = new Configuration();
    System.getProperties()
        .stringPropertyNames()
        .forEach(
            name -> {
              if (name.startsWith("spark.hadoop.")) {
                hadoop.set(name.substring("spark.hadoop.".length()), System.getProperty(name));
              }
            });
    hadoop.setBoolean(CHECKSUMS, true);
    resolveFromSubmitter(hadoop);
    return hadoop;
  }

  /**
   * Has this process, and Spark where it runs in it alone, use local files without processes of
   * their own. Executors elsewhere start before they have this project's classes.
   */
  private static void useLocalFiles() {
    if (System.getProperty("spark.master", "").matches("local(\\[.*)?")
        && System.getProperty(LOCAL_FILES) == null) {
      System.setProperty(LOCAL_FILES, LocalFiles.class.getName());
      try {
        // Those that the submission has opened.
        FileSystem.closeAll();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Tells where a site looks for what is named without a file system. */
  static String where(String place, Configuration hadoop) {
    String site = FileSystem.getDefaultUri(hadoop).toString();
    return site.startsWith("file:") || new Path(place).toUri().getScheme() != null
        ? ""
        : " in %s, which fs.defaultFS names: one of this machine is written file:/..."
            .formatted(site);
  }

  /** Refuses event logs without their folder, for which Spark asks when it has started half. */
  static void refuseMissingEventLogs() {
    Path folder = new Path(System.getProperty("spark.eventLog.dir", "file:///tmp/spark-events"));
    try {
      if (Boolean.getBoolean("spark.eventLog.enabled")
          && !folder.getFileSystem(ofSubmit()).getFileStatus(folder).isDirectory()) {
        throw new IOException("it is a file");
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
