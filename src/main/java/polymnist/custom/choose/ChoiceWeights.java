package polymnist.custom.choose;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import polymnist.setting.InvalidSetting;
import polymnist.setting.Settings;

/**
 * How much each feature of a candidate speaks for it; {@link CandidateFeatures} says what each is.
 * The candidate's weight is the exponential of their sum.
 */
public record ChoiceWeights(
    double sureness,
    double size,
    double share,
    double contrast,
    double border,
    double along,
    double support,
    double agreement,
    double part,
    double fromBorder,
    double lowThreshold,
    double highThreshold)
    implements Serializable {
  /** The names of the settings, in the order of {@link #values()}. */
  private static final List<String> NAMES =
      Stream.of(ChoiceWeights.class.getRecordComponents())
          .map(weight -> Settings.kebab(weight.getName()))
          .toList();

  public ChoiceWeights {
    double[] all = {
      sureness,
      size,
      share,
      contrast,
      border,
      along,
      support,
      agreement,
      part,
      fromBorder,
      lowThreshold,
      highThreshold
    };
    for (int i = 0; i < all.length; i++) {
      InvalidSetting.unlessBetween(NAMES.get(i), -100, 100, all[i]);
    }
  }

  /** Returns the weights in the order of {@link CandidateFeatures#values()}. */
  double[] values() {
    return new double[] {
      sureness,
      size,
      share,
      contrast,
      border,
      along,
      support,
      agreement,
      part,
      fromBorder,
      lowThreshold,
      highThreshold
    };
  }

  /** Returns the weights whose {@link #values()} these are. */
  static ChoiceWeights of(double[] values) {
    return new ChoiceWeights(
        values[0],
        values[1],
        values[2],
        values[3],
        values[4],
        values[5],
        values[6],
        values[7],
        values[8],
        values[9],
        values[10],
        values[11]);
  }

  /** Returns the weights by the names of their settings. */
  public Map<String, Double> byName() {
    Map<String, Double> named = new LinkedHashMap<>();
    double[] values = values();
    for (int i = 0; i < values.length; i++) {
      named.put(NAMES.get(i), values[i]);
    }
    return named;
  }
}
