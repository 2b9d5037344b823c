package polymnist.benchmark;

import java.io.Serializable;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import polymnist.augment.Policy;
import polymnist.augment.kind.Augmentation;
import polymnist.model.PrecisionChoice;
import polymnist.setting.InvalidSetting;
import polymnist.train.NetworkSettings;

/**
 * Settings of {@link TimeToAccuracyJob}; its {@code reference.conf} says what each means.
 *
 * @param train names of networks, each in {@code networks}
 * @param targets shares of the validation images, each above 0 and at most 1
 * @param images 1,000 to 10,000,000
 */
public record TimeToAccuracySettings(
    List<String> train,
    FreshNetworks freshImages,
    PastedDigits pastedDigits,
    Map<String, NetworkSettings> networks,
    Map<String, List<Augmentation>> policies,
    List<Double> targets,
    int images,
    Training training,
    Rivals rivals,
    long seed)
    implements Serializable {
  public TimeToAccuracySettings {
    networks = new TreeMap<>(networks);
    policies = new TreeMap<>(policies);
    checkPolicy("fresh-images.policy", freshImages.policy, policies);
    checkPolicy("pasted-digits.policy", pastedDigits.policy, policies);
    if (!new Policy(pastedDigits.policy, policies.get(pastedDigits.policy)).onlyBends()) {
      throw new InvalidSetting(
          "pasted-digits.policy",
          "must only bend digits: %s does more".formatted(pastedDigits.policy));
    }
    checkNetworks("train", train, networks, training);
    checkNetworks("fresh-images.networks", freshImages.networks, networks, training);
    checkNetworks("pasted-digits.networks", pastedDigits.networks, networks, training);
    if (targets.isEmpty() || new HashSet<>(targets).size() < targets.size()) {
      throw new InvalidSetting("targets", "must have at least one number, and none twice");
    }
    targets.forEach(target -> InvalidSetting.unlessBetween("targets", 0.01, 1, target));
    InvalidSetting.unlessBetween("images", 1_000, 10_000_000, images);
    train = List.copyOf(train);
    targets = targets.stream().sorted().toList();
  }

  /**
   * What is trained on images changed anew in every epoch.
   *
   * @param networks names of networks, each in {@code networks}
   * @param policy a name in {@code policies}
   */
  public record FreshNetworks(List<String> networks, String policy) implements Serializable {
    public FreshNetworks {
      networks = List.copyOf(networks);
    }
  }

  /**
   * What is trained on digits pasted anew in every epoch.
   *
   * @param networks names of networks, each in {@code networks}
   * @param policy a name in {@code policies}, which only bends
   */
  public record PastedDigits(List<String> networks, String policy, String mnist, String backgrounds)
      implements Serializable {
    public PastedDigits {
      networks = List.copyOf(networks);
      if (!networks.isEmpty()) {
        InvalidSetting.ifBlank("mnist", mnist);
        InvalidSetting.ifBlank("backgrounds", backgrounds);
      }
    }
  }

  /**
   * How all are trained.
   *
   * @param seeds 1 to 100
   * @param workers 1 to 1,000
   * @param shardImages 64 to 1,000,000
   * @param warmUp share of all updates, 0 to 0.9
   */
  public record Training(
      int seeds, int workers, PrecisionChoice precision, int shardImages, double warmUp)
      implements Serializable {
    public Training {
      InvalidSetting.unlessBetween("seeds", 1, 100, seeds);
      InvalidSetting.unlessBetween("workers", 1, 1_000, workers);
      InvalidSetting.unlessBetween("shard-images", 64, 1_000_000, shardImages);
      InvalidSetting.unlessBetween("warm-up", 0, 0.9, warmUp);
    }
  }

  /** Folders of the libraries of rivals; empty for none. */
  public record Rivals(String libtorch, String mllib) implements Serializable {}

  private static void checkPolicy(
      String key, String name, Map<String, List<Augmentation>> policies) {
    if (!Policy.all(policies).containsKey(name)) {
      throw new InvalidSetting(
          key, "must be one of %s, was '%s'".formatted(policies.keySet(), name));
    }
  }

  private static void checkNetworks(
      String key, List<String> names, Map<String, NetworkSettings> networks, Training training) {
    InvalidSetting.unlessNamed(key, names, networks.keySet());
    NetworkSettings.checkSteps(
        "networks.", networks, names, "training.", training.workers, training.shardImages);
  }

  /** Returns the policy of a name. */
  Policy policy(String name) {
    return new Policy(name, policies.get(name));
  }
}
