package polymnist.train;

import java.io.Serializable;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import polymnist.augment.Policy;
import polymnist.augment.kind.Augmentation;
import polymnist.setting.InvalidSetting;

/**
 * Settings of {@link TrainJob}; {@code reference.conf} says what each means.
 *
 * @param train names of networks, each in {@code networks}
 * @param corpora {@code corpus}, {@code augmented} or both
 * @param fresh names of networks, each in {@code networks}, that are also trained on images changed
 *     anew in every epoch
 * @param freshEpochs how many times their epochs, 1 to 100
 * @param policy by which these are changed; a name in {@code policies}
 * @param freshPasted whether it changes digits before they are pasted on photos; it only bends then
 * @param workers 1 to 1,000
 * @param shardImages 64 to 1,000,000
 * @param warmUp share of all iterations, 0 to 0.9
 * @param patience 1 to 10,000
 */
public record TrainSettings(
    List<String> train,
    List<String> corpora,
    List<String> fresh,
    int freshEpochs,
    String policy,
    Map<String, List<Augmentation>> policies,
    boolean freshPasted,
    String mnist,
    String backgrounds,
    int workers,
    int shardImages,
    double warmUp,
    int patience,
    boolean equalSteps,
    Map<String, NetworkSettings> networks,
    long seed)
    implements Serializable {
  public static final String CORPUS = "corpus";
  static final String AUGMENTED = "augmented";

  /** The training images, each made anew in every epoch. */
  static final String FRESH = "fresh";

  public TrainSettings {
    networks = new TreeMap<>(networks);
    policies = new TreeMap<>(policies);
    checkSome("train", train);
    checkNames("train", train, List.copyOf(networks.keySet()));
    checkNames("fresh", fresh, List.copyOf(networks.keySet()));
    InvalidSetting.unlessBetween("fresh-epochs", 1, 100, freshEpochs);
    checkNames("policy", List.of(policy), List.copyOf(Policy.all(policies).keySet()));
    if (freshPasted && !new Policy(policy, policies.get(policy)).onlyBends()) {
      throw new InvalidSetting(
          "policy",
          "must only bend digits where fresh-pasted is true, as colours are the photos': %s does more"
              .formatted(policy));
    }
    if (freshPasted) {
      InvalidSetting.ifBlank("mnist", mnist);
      InvalidSetting.ifBlank("backgrounds", backgrounds);
    }
    checkSome("corpora", corpora);
    checkNames("corpora", corpora, List.of(CORPUS, AUGMENTED));
    InvalidSetting.unlessBetween("workers", 1, 1_000, workers);
    InvalidSetting.unlessBetween("shard-images", 64, 1_000_000, shardImages);
    for (String name : trained(train, fresh)) {
      networks.get(name).checkStep("networks." + name, workers, shardImages);
    }
    InvalidSetting.unlessBetween("warm-up", 0, 0.9, warmUp);
    InvalidSetting.unlessBetween("patience", 1, 10_000, patience);
    train = List.copyOf(train);
    corpora = List.copyOf(corpora);
    fresh = List.copyOf(fresh);
  }

  /** Returns the names of all networks that are trained, each once. */
  List<String> trained() {
    return trained(train, fresh);
  }

  private static List<String> trained(List<String> train, List<String> fresh) {
    return Stream.concat(train.stream(), fresh.stream()).distinct().toList();
  }

  TrainingOptions options() {
    return new TrainingOptions("train", workers, warmUp, patience, seed);
  }

  /** Returns how images, or their digits, are changed anew in every epoch. */
  Policy freshPolicy() {
    return new Policy(policy, policies.get(policy));
  }

  private static void checkSome(String key, List<String> names) {
    if (names.isEmpty()) {
      throw new InvalidSetting(key, "must have at least one name");
    }
  }

  private static void checkNames(String key, List<String> names, List<String> known) {
    for (String name : names) {
      if (!known.contains(name)) {
        throw new InvalidSetting(
            key, "has '%s', but known are %s".formatted(name, String.join(", ", known)));
      }
    }
    if (new HashSet<>(names).size() < names.size()) {
      throw new InvalidSetting(key, "names one twice: " + names);
    }
  }
}
