package polymnist.report;

import polymnist.setting.InvalidSetting;

/**
 * The settings of {@link ReportJob}.
 *
 * @param title the heading of the page
 * @param examples how many pictures of each kind (typical, atypical) represent a modality and
 *     label, 1 to 10; no more than the job {@code eda} has kept
 * @param mistakes how many of the best network's most confident mistakes are shown, 1 to 200
 * @param handwriting how many pictures of own handwriting are shown step by step, 1 to 500
 * @param drawing how the page to draw on reads
 */
public record ReportSettings(
    String title, int examples, int mistakes, int handwriting, Drawing drawing) {

  /**
   * How the page to draw on reads.
   *
   * @param backgrounds folder of the photos on which networks were trained; empty for none
   * @param detector folder of the digit detector; empty for none
   * @param leastConfidence of the most probable digit, 0 to 0.99; what has less is no digit
   */
  public record Drawing(String backgrounds, String detector, double leastConfidence) {
    public Drawing {
      InvalidSetting.unlessBetween("least-confidence", 0, 0.99, leastConfidence);
    }
  }

  public ReportSettings {
    InvalidSetting.ifBlank("title", title);
    InvalidSetting.unlessBetween("examples", 1, 10, examples);
    InvalidSetting.unlessBetween("mistakes", 1, 200, mistakes);
    InvalidSetting.unlessBetween("handwriting", 1, 500, handwriting);
  }
}
