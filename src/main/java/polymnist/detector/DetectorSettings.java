package polymnist.detector;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import polymnist.ink.choose.Decision;
import polymnist.model.PrecisionChoice;
import polymnist.network.kernel.Precision;
import polymnist.setting.InvalidSetting;
import polymnist.train.NetworkSettings;
import polymnist.train.TrainingOptions;
import polymnist.train.shard.Shard;

/**
 * Settings of {@link DetectorJob}; {@code reference.conf} says what each means.
 *
 * @param digits 1,000 to 10,000,000
 * @param nonDigits 1,000 to 10,000,000
 * @param leftOut kinds of non-digits that a further detector is not trained on, by the detector's
 *     name; one without any is not trained
 * @param decision how drawn pictures are read to measure what is refused
 * @param precision in which it is trained; it is measured in floats
 * @param workers 1 to 1,000
 * @param shardImages 64 to 800,000
 * @param warmUp share of all iterations, 0 to 0.9
 */
public record DetectorSettings(
    String mnist,
    int digits,
    int nonDigits,
    PaperSettings paper,
    Map<String, List<NonDigitKind>> leftOut,
    RejectionSettings rejection,
    Decision decision,
    NetworkSettings network,
    PrecisionChoice precision,
    int workers,
    int shardImages,
    double warmUp,
    long seed)
    implements Serializable {
  /** The name of the detector that is trained on all kinds. */
  public static final String DETECTOR = "detector";

  public DetectorSettings {
    InvalidSetting.ifBlank("mnist", mnist);
    InvalidSetting.unlessBetween("digits", 1_000, 10_000_000, digits);
    InvalidSetting.unlessBetween("non-digits", 1_000, 10_000_000, nonDigits);
    InvalidSetting.unlessBetween("workers", 1, 1_000, workers);
    InvalidSetting.unlessBetween("shard-images", 64, Shard.MOST_IMAGES, shardImages);
    InvalidSetting.unlessBetween("warm-up", 0, 0.9, warmUp);
    NetworkSettings.checkSteps(
        "", Map.of("network", network), List.of("network"), "", workers, shardImages);
    leftOut = new TreeMap<>(leftOut);
    leftOut.values().removeIf(List::isEmpty);
  }

  TrainingOptions options(Precision chosen) {
    return new TrainingOptions("detector", workers, warmUp, network.epochs(), chosen, seed);
  }
}
