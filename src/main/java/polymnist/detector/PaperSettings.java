package polymnist.detector;

import java.io.Serializable;
import polymnist.setting.InvalidSetting;

/**
 * What digits that a detector is trained on go through between a hand and a mask; {@code
 * reference.conf} says what each means and what it was worth.
 *
 * @param pen share, 0 to 1
 * @param hand how much it varies
 * @param thin share, 0 to 1
 * @param lowResolution share, 0 to 1
 * @param blur share, 0 to 1
 * @param faint share, 0 to 1
 * @param broken share, 0 to 1
 * @param specks share, 0 to 1
 * @param ruled share, 0 to 1
 */
public record PaperSettings(
    double pen,
    Hand hand,
    double thin,
    double lowResolution,
    double blur,
    double faint,
    double broken,
    double specks,
    double ruled)
    implements Serializable {
  /** A hand that varies as MNIST's writers do, and a clean sheet. */
  static final PaperSettings CLEAN =
      new PaperSettings(0, new Hand(1, 1, 1, 1), 0, 0, 0, 0, 0, 0, 0);

  /**
   * How much a hand varies.
   *
   * @param stroke strength, 0 to 3
   * @param slant strength, 0 to 3
   * @param aspect strength, 0 to 3
   * @param bend strength, 0 to 3
   */
  public record Hand(double stroke, double slant, double aspect, double bend)
      implements Serializable {
    public Hand {
      strength("stroke", stroke);
      strength("slant", slant);
      strength("aspect", aspect);
      strength("bend", bend);
    }
  }

  public PaperSettings {
    share("pen", pen);
    share("thin", thin);
    share("low-resolution", lowResolution);
    share("blur", blur);
    share("faint", faint);
    share("broken", broken);
    share("specks", specks);
    share("ruled", ruled);
  }

  private static void share(String key, double value) {
    InvalidSetting.unlessBetween(key, 0, 1, value);
  }

  private static void strength(String key, double value) {
    InvalidSetting.unlessBetween(key, 0, 3, value);
  }
}
