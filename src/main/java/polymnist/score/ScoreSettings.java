package polymnist.score;

import java.io.Serializable;
import polymnist.model.NetworkChoice;
import polymnist.model.PrecisionChoice;
import polymnist.setting.InvalidSetting;

/**
 * Settings of {@link ScoreJob}; {@code reference.conf} says what each means.
 *
 * @param images a table, a folder or file of Parquet, or a folder of PNG files
 * @param column the column of a table that has the image; empty for the only one that can be it
 * @param id the column that tells images apart; empty for {@code id} or the image's path
 * @param network see {@link NetworkChoice}
 * @param embedding whether what the last layer reads is written, too
 * @param partMegabytes how much of the input is read, scored and kept at a time
 * @param mostQuarantined the share of the images above which the run is refused
 */
public record ScoreSettings(
    String images,
    String column,
    String id,
    String network,
    boolean embedding,
    PrecisionChoice precision,
    double partMegabytes,
    double mostQuarantined)
    implements Serializable {
  public ScoreSettings {
    if (images.isBlank()) {
      throw new InvalidSetting(
          "images", "must name a table, a folder or file of Parquet, or a folder of PNG files");
    }
    new NetworkChoice("network", network);
    InvalidSetting.unlessBetween("part-megabytes", 0.001, 100_000, partMegabytes);
    InvalidSetting.unlessBetween("most-quarantined", 0, 1, mostQuarantined);
  }

  /** Tells whether the images are a table of the warehouse: a name without a path. */
  boolean isTable() {
    return images.matches("[a-z][a-z0-9_]*");
  }

  NetworkChoice choice() {
    return new NetworkChoice("network", network);
  }
}
