package polymnist.benchmark.plant;

import polymnist.eda.EdaSettings;
import polymnist.setting.InvalidSetting;

/**
 * The settings of {@link PlantJob}; {@code reference.conf} says what each means.
 *
 * @param images about how many images of the corpus are used, 100 to 10,000,000
 * @param exactDuplicates 0 to 100,000, as the next three
 * @param backgrounds the folder of photos that leaked handwriting is pasted on
 * @param eda the settings of the examination that is measured
 */
public record PlantSettings(
    int images,
    int exactDuplicates,
    int nearDuplicates,
    int leaks,
    int wrongLabels,
    String backgrounds,
    EdaSettings eda,
    long seed) {
  private static final int MAX_COUNT = 100_000;

  public PlantSettings {
    InvalidSetting.unlessBetween("images", 100, 10_000_000, images);
    InvalidSetting.unlessBetween("exact-duplicates", 0, MAX_COUNT, exactDuplicates);
    InvalidSetting.unlessBetween("near-duplicates", 0, MAX_COUNT, nearDuplicates);
    InvalidSetting.unlessBetween("leaks", 0, MAX_COUNT, leaks);
    InvalidSetting.unlessBetween("wrong-labels", 0, MAX_COUNT, wrongLabels);
    InvalidSetting.ifBlank("backgrounds", backgrounds);
  }
}
