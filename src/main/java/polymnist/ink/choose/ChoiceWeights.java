package polymnist.ink.choose;

import java.io.Serializable;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.Map;
import polymnist.setting.InvalidSetting;
import polymnist.setting.Settings;

/**
 * How much each feature of a candidate speaks for it, -100 to 100. The candidate's weight is the
 * exponential of the sum of its weighted features, which are:
 *
 * @param sureness the log odds of the digit that the detector holds most probable, over 3
 * @param size the logarithm of its longest side as a share of the picture's shorter side
 * @param share of all ink that was found as it was
 * @param contrast of its ink, as a share of the strongest contrast of any candidate
 * @param border 1 where it touches the picture's border, else 0
 * @param along what of it lies on the border, as a share of its longest side, at most 1
 * @param support the logarithm of the number of ways in which it was found
 * @param agreement how many other ways found ink in about the same place that the detector reads
 *     alike, as a logarithm of one more
 * @param part the greatest log odds, over 3, of a much larger candidate that holds this one; 0
 *     where there is none
 * @param fromBorder 1 where ink was what differs from the border, else 0
 * @param lowThreshold 1 where also faint ink counted, else 0
 * @param highThreshold 1 where only strong ink counted, else 0
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
  /** The features, in the order of {@link #values()}. */
  private static final RecordComponent[] FEATURES = ChoiceWeights.class.getRecordComponents();

  /** How many features there are. */
  static final int COUNT = FEATURES.length;

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
      InvalidSetting.unlessBetween(Settings.kebab(FEATURES[i].getName()), -100, 100, all[i]);
    }
  }

  /** Returns the weights in the order of the components. */
  double[] values() {
    return byName().values().stream().mapToDouble(Double::doubleValue).toArray();
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

  /** Returns the weights by the names of their settings, in the order of the components. */
  public Map<String, Double> byName() {
    Map<String, Double> named = new LinkedHashMap<>();
    try {
      for (RecordComponent feature : FEATURES) {
        named.put(Settings.kebab(feature.getName()), (Double) feature.getAccessor().invoke(this));
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot read the weights", e);
    }
    return named;
  }
}
