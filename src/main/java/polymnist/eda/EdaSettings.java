package polymnist.eda;

import polymnist.job.InvalidSetting;

/**
 * The settings of {@link EdaJob}.
 *
 * @param examples how many images of each kind (typical, atypical, random) represent a modality and
 *     label, 1 to 100
 * @param lowContrast an image whose contrast is below this is a problem, in sample values, 0 to
 *     127.5
 * @param seed chooses the random examples
 */
public record EdaSettings(int examples, double lowContrast, long seed) {
  public EdaSettings {
    InvalidSetting.unlessBetween("examples", 1, 100, examples);
    InvalidSetting.unlessBetween("low-contrast", 0, 127.5, lowContrast);
  }
}
