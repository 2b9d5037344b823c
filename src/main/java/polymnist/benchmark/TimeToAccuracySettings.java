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
import polymnist.train.shard.FreshCopies;

/**
 * Settings of {@link TimeToAccuracyJob}; {@code reference.conf} says what each means.
 *
 * @param train names of networks, each in {@code networks}
 * @param fresh names of networks, each in {@code networks}, that are trained on images changed anew
 *     in every epoch
 * @param policy a name in {@code policies}
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
    Map<String, NetworkSettings> networks,
    String policy,
    Map<String, List<Augmentation>> policies,
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
    if (!Policy.all(policies).containsKey(policy)) {
      throw new InvalidSetting(
          "policy", "must be one of %s, was '%s'".formatted(policies.keySet(), policy));
    }
    checkNetworks("train", train, networks, workers, shardImages);
    checkNetworks("fresh", fresh, networks, workers, shardImages);
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
    targets = targets.stream().sorted().toList();
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

  /** Returns how images are changed anew in every epoch. */
  FreshCopies freshCopies(long ofSeed) {
    return new FreshCopies(new Policy(policy, policies.get(policy)), ofSeed);
  }
}
