package polymnist.job;

import polymnist.setting.InvalidSetting;

/**
 * What all jobs share.
 *
 * @param warehouse the folder of all results, on any Hadoop file system
 */
public record StudySettings(String warehouse) {
  public StudySettings {
    InvalidSetting.ifBlank("warehouse", warehouse);
  }
}
