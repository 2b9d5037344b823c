package polymnist.benchmark;

import java.io.Serializable;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import polymnist.augment.Policy;
import polymnist.augment.kind.Augmentation;
import polymnist.setting.InvalidSetting;
import polymnist.train.NetworkSettings;

/**
 * Settings of {@link TimeToAccuracyJob}; {@code reference.conf} says what each means.
 *
 * @param train names of networks, each in {@code networks}
 * @param fresh names of networks, each in {@code networks}, that are trained on images changed anew
 *     in every epoch
 * @param pasted names of networks, each in {@code networks}, that are trained on digits pasted anew
 *     in every epoch
 * @param policy a name in {@code policies}
 * @param pastedPolicy another, which only bends
 * @param targets shares of the validation images, each above 0 and at most 1
 * @param seeds 1 to 100
 * @param images 1,000 to 10,000,000
 * @param workers 1 to 1,000
 * @param shardImages 64 to 1,000,000
 * @param warmUp share of all updates, 0 to 0.9
 */
public record TimeToAccuracySettings(
    List<String> train,
    List<String> fresh,
    List<String> pasted,
    Map<String, NetworkSettings> networks,
    String policy,
    String pastedPolicy,
    Map<String, List<Augmentation>> policies,
    String mnist,
    String backgrounds,
    List<Double> targets,
    int seeds,
    int images,
    String libtorch,
    String mllib,
    int workers,
    int shardImages,
    double warmUp,
    long seed)
    implements Serializable {
  public TimeToAccuracySettings {
    networks = new TreeMap<>(networks);
    policies = new TreeMap<>(policies);
    if (!pasted.isEmpty()) {
      InvalidSetting.ifBlank("mnist", mnist);
      InvalidSetting.ifBlank("backgrounds", backgrounds);
    }
    checkPolicy("policy", policy, policies);
    checkPolicy("pasted-policy", pastedPolicy, policies);
    if (!new Policy(pastedPolicy, policies.get(pastedPolicy)).onlyBends()) {
      throw new InvalidSetting(
          "pasted-policy", "must only bend digits: %s does more".formatted(pastedPolicy));
    }
    checkNetworks("train", train, networks, workers, shardImages);
    checkNetworks("fresh", fresh, networks, workers, shardImages);
    checkNetworks("pasted", pasted, networks, workers, shardImages);
    if (targets.isEmpty() || new HashSet<>(targets).size() < targets.size()) {
      throw new InvalidSetting("targets", "must have at least one number, and none twice");
    }
    targets.forEach(target -> InvalidSetting.unlessBetween("targets", 0.01, 1, target));
    InvalidSetting.unlessBetween("seeds", 1, 100, seeds);
    InvalidSetting.unlessBetween("images", 1_000, 10_000_000, images);
    InvalidSetting.unlessBetween("workers", 1, 1_000, workers);
    InvalidSetting.unlessBetween("shard-images", 64, 1_000_000, shardImages);
    InvalidSetting.unlessBetween("warm-up", 0, 0.9, warmUp);
    train = List.copyOf(train);
    fresh = List.copyOf(fresh);
    pasted = List.copyOf(pasted);
    targets = targets.stream().sorted().toList();
  }

  private static void checkPolicy(
      String key, String name, Map<String, List<Augmentation>> policies) {
    if (!Policy.all(policies).containsKey(name)) {
      throw new InvalidSetting(
          key, "must be one of %s, was '%s'".formatted(policies.keySet(), name));
    }
  }

  private static void checkNetworks(
      String key,
      List<String> names,
      Map<String, NetworkSettings> networks,
      int workers,
      int shardImages) {
    for (String name : names) {
      if (!networks.containsKey(name)) {
        throw new InvalidSetting(
            key, "has '%s', but known are %s".formatted(name, networks.keySet()));
      }
      networks.get(name).checkStep("networks." + name, workers, shardImages);
    }
  }

  /** Returns the policy of a name. */
  Policy policy(String name) {
    return new Policy(name, policies.get(name));
  }
}
