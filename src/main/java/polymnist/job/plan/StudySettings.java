package polymnist.job.plan;

import polymnist.setting.InvalidSetting;

/**
 * What all jobs share.
 *
 * @param warehouse the folder of all results, on any Hadoop file system
 */
public record StudySettings(String warehouse) {
  public StudySettings {
    InvalidSetting.ifBlank("warehouse", warehouse);
    if (warehouse.matches(".*[*?\\[\\]{}\\\\].*")) {
      throw new InvalidSetting(
          "warehouse",
          "must have none of * ? [ ] { } \\, which Spark takes for patterns, was " + warehouse);
    }
  }
}
