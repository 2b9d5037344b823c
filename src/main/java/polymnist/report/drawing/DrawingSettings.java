package polymnist.report.drawing;

import java.util.List;
import polymnist.corpus.Backgrounds;
import polymnist.setting.InvalidSetting;
import polymnist.warehouse.InputFiles;

/**
 * How the page reads what is drawn.
 *
 * @param backgrounds folder of the photos on which networks were trained; empty where there is none
 * @param leastConfidence of the most probable digit, 0 to 0.99; what has less is no digit
 * @param mostParameters of a network that the page carries, 0 to 10 million
 */
public record DrawingSettings(String backgrounds, double leastConfidence, int mostParameters) {
  public DrawingSettings {
    InvalidSetting.unlessBetween("least-confidence", 0, 0.99, leastConfidence);
    InvalidSetting.unlessBetween("most-parameters", 0, 10_000_000, mostParameters);
  }

  /** Returns the files that are read. */
  public List<InputFiles> files() {
    return backgrounds.isBlank() ? List.of() : List.of(Backgrounds.files(backgrounds));
  }
}
