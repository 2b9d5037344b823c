package polymnist.job.plan;

import java.util.HashMap;
import java.util.Map;

/** What jobs ask of Spark, whatever a site has set, and what they set where it set nothing. */
final class SparkSettings {
  private SparkSettings() {}

  /** Returns the settings by their names; master, cores and memory are the submitter's. */
  static Map<String, Object> ofJobs() {
    Map<String, Object> settings = new HashMap<>();
    // Kryo makes no records.
    settings.put("spark.serializer", "org.apache.spark.serializer.JavaSerializer");
    // A damaged table is an error, and never a shorter one. Parquet writes a checksum a page, and
    // looks at it when asked.
    settings.put("spark.sql.files.ignoreCorruptFiles", false);
    settings.put("spark.sql.files.ignoreMissingFiles", false);
    settings.put("spark.hadoop." + HadoopSettings.CHECKSUMS, true);
    // Accuracies are of some hundred slices at once; for more than 128 Spark would sort the images.
    unlessSet(settings, "spark.sql.objectHashAggregate.sortBased.fallbackThreshold", 1000);
    String master = System.getProperty("spark.master", "");
    // Times mean the same wherever it runs.
    unlessSet(settings, "spark.sql.session.timeZone", "UTC");
    // On one machine Spark makes a secret, so that its ports are open to this process alone. Its
    // page
    // has none, and takes half a second to make.
    unlessSet(settings, "spark.authenticate", master.matches("local(\\[[^]]*])?"));
    unlessSet(settings, "spark.ui.enabled", false);
    return settings;
  }

  private static void unlessSet(Map<String, Object> settings, String name, Object value) {
    settings.put(name, System.getProperty(name, value.toString()));
  }
}
