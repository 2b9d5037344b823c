package polymnist.train;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import polymnist.augment.Policy;
import polymnist.augment.kind.Augmentation;
import polymnist.model.PrecisionChoice;
import polymnist.network.kernel.Precision;
import polymnist.setting.InvalidSetting;
import polymnist.train.shard.Shard;

/**
 * Settings of {@link TrainJob}; {@code reference.conf} says what each means.
 *
 * @param train names of networks, each in {@code networks}
 * @param corpora {@code corpus}, {@code augmented} or both
 * @param fresh names of networks, each in {@code networks}, that are also trained on images changed
 *     anew in every epoch
 * @param freshImages these images
 * @param policies steps of each policy by its name
 * @param workers 1 to 1,000
 * @param shardImages 64 to 800,000
 * @param schedule how long networks learn, and how fast
 * @param networks by name
 * @param precision in which networks are trained
 * @param seed of all chance
 */
public record TrainSettings(
    List<String> train,
    List<String> corpora,
    List<String> fresh,
    FreshImageSettings freshImages,
    Map<String, List<Augmentation>> policies,
    int workers,
    int shardImages,
    Schedule schedule,
    Map<String, NetworkSettings> networks,
    PrecisionChoice precision,
    long seed)
    implements Serializable {
  /**
   * Training images that are made anew in every epoch.
   *
   * @param epochs how many times those of a network, 1 to 100
   * @param policy by which they are changed; a name in {@code policies}
   * @param pasted whether it changes digits before they are pasted on photos; it only bends then
   * @param mnist folder of the MNIST files, for these digits
   * @param backgrounds folder of the photos
   */
  public record FreshImageSettings(
      int epochs, String policy, boolean pasted, String mnist, String backgrounds)
      implements Serializable {
    public FreshImageSettings {
      InvalidSetting.unlessBetween("epochs", 1, 100, epochs);
      if (pasted) {
        InvalidSetting.ifBlank("mnist", mnist);
        InvalidSetting.ifBlank("backgrounds", backgrounds);
      }
    }
  }

  /**
   * How long networks learn, and how fast.
   *
   * @param warmUp share of all iterations, 0 to 0.9
   * @param patience epochs, 1 to 10,000
   * @param equalSteps whether copies make a training longer by no step
   */
  public record Schedule(double warmUp, int patience, boolean equalSteps) implements Serializable {
    public Schedule {
      InvalidSetting.unlessBetween("warm-up", 0, 0.9, warmUp);
      InvalidSetting.unlessBetween("patience", 1, 10_000, patience);
    }
  }

  public static final String CORPUS = "corpus";
  static final String AUGMENTED = "augmented";

  /** The training images, each made anew in every epoch. */
  static final String FRESH = "fresh";

  public TrainSettings {
    networks = new TreeMap<>(networks);
    policies = new TreeMap<>(policies);
    if (train.isEmpty() && fresh.isEmpty()) {
      throw new InvalidSetting("train", "must have at least one name where fresh has none");
    }
    InvalidSetting.unlessNamed("train", train, networks.keySet());
    InvalidSetting.unlessNamed("fresh", fresh, networks.keySet());
    String policy = freshImages.policy();
    InvalidSetting.unlessNamed(
        "fresh-images.policy", List.of(policy), Policy.all(policies).keySet());
    if (freshImages.pasted() && !new Policy(policy, policies.get(policy)).onlyBends()) {
      throw new InvalidSetting(
          "fresh-images.policy",
          "must only bend digits where pasted is true, as colours are the photos': %s does more"
              .formatted(policy));
    }
    if (corpora.isEmpty()) {
      throw new InvalidSetting("corpora", "must have at least one name");
    }
    InvalidSetting.unlessNamed("corpora", corpora, Set.of(CORPUS, AUGMENTED));
    InvalidSetting.unlessBetween("workers", 1, 1_000, workers);
    InvalidSetting.unlessBetween("shard-images", 64, Shard.MOST_IMAGES, shardImages);
    NetworkSettings.checkSteps(
        "networks.", networks, trained(train, fresh), "", workers, shardImages);
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

  TrainingOptions options(Precision chosen) {
    return new TrainingOptions(
        "train", workers, schedule.warmUp(), schedule.patience(), chosen, seed);
  }

  /** Returns how images, or their digits, are changed anew in every epoch. */
  Policy freshPolicy() {
    return new Policy(freshImages.policy(), policies.get(freshImages.policy()));
  }
}
