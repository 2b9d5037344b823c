package polymnist.job.plan;

import polymnist.setting.InvalidSetting;
import polymnist.setting.Redaction;

/**
 * What all jobs share.
 *
 * @param warehouse the folder of all results, on any Hadoop file system
 */
public record StudySettings(String warehouse) {
  public StudySettings {
    InvalidSetting.ifBlank("warehouse", warehouse);
    if (!new Redaction().ofText(warehouse).equals(warehouse)) {
      throw new InvalidSetting(
          "warehouse",
          "must have no password or token, as it is written into what is published: give them to"
              + " Hadoop, by --conf spark.hadoop.fs... or its files, was "
              + new Redaction().ofText(warehouse));
    }
    if (warehouse.matches(".*[*?\\[\\]{}\\\\].*")) {
      throw new InvalidSetting(
          "warehouse",
          "must have none of * ? [ ] { } \\, which Spark takes for patterns, was " + warehouse);
    }
  }
}
