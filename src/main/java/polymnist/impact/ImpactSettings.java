package polymnist.impact;

import java.io.Serializable;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import polymnist.augment.Policy;
import polymnist.augment.kind.Augmentation;
import polymnist.corpus.Split;
import polymnist.setting.InvalidSetting;
import polymnist.train.NetworkSettings;

/**
 * Settings of {@link ImpactJob}; {@code reference.conf} says what each means.
 *
 * @param train names of networks, each in {@code networks}
 * @param apply names of policies, each in {@code policies}
 * @param seeds how many trainings of each kind, 1 to 100
 * @param copies of each image where they are stored, 1 to 100
 * @param images about how many are trained on, 500 to 10,000,000
 * @param unseen names of the policies that are tried on modalities never seen
 * @param shares of the training images, each above 0 and below 1
 * @param learning names of the policies that are tried on few images
 * @param tested at most how many images networks are tested on, 100 to 1,000,000
 * @param swept how many of these are made harder, 0 to 1,000,000
 * @param backgroundDigits how many digits are pasted on each new photo, 1 to 10,000
 * @param resamples 100 to 100,000
 */
record ImpactSettings(
    List<String> train,
    Map<String, NetworkSettings> networks,
    List<String> apply,
    Map<String, List<Augmentation>> policies,
    List<Trial.Budget> budgets,
    int seeds,
    int copies,
    int images,
    List<String> unseen,
    List<Double> shares,
    List<String> learning,
    Split split,
    int tested,
    int swept,
    Map<String, List<Double>> sweeps,
    String backgrounds,
    String mnist,
    int backgroundDigits,
    String trainedBackgrounds,
    int resamples,
    int workers,
    int shardImages,
    double warmUp,
    long seed)
    implements Serializable {

  ImpactSettings {
    networks = new TreeMap<>(networks);
    policies = new TreeMap<>(policies);
    Policy.all(policies);
    checkNames("train", train, new TreeSet<>(networks.keySet()));
    checkNames("apply", apply, new TreeSet<>(policies.keySet()));
    checkNames("unseen", unseen, new TreeSet<>(policies.keySet()));
    checkNames("learning", learning, new TreeSet<>(policies.keySet()));
    if (train.isEmpty()) {
      throw new InvalidSetting("train", "must name at least one of " + networks.keySet());
    }
    InvalidSetting.unlessBetween("seeds", 1, 100, seeds);
    InvalidSetting.unlessBetween("copies", 1, 100, copies);
    InvalidSetting.unlessBetween("images", 500, 10_000_000, images);
    for (double share : shares) {
      InvalidSetting.unlessBetween("shares", 0.001, 0.999, share);
    }
    if (split == Split.TRAIN) {
      throw new InvalidSetting("split", "must be test or validation");
    }
    InvalidSetting.unlessBetween("tested", 100, 1_000_000, tested);
    InvalidSetting.unlessBetween("swept", 0, 1_000_000, swept);
    Sweeps.check(sweeps);
    InvalidSetting.unlessBetween("background-digits", 1, 10_000, backgroundDigits);
    InvalidSetting.unlessBetween("resamples", 100, 100_000, resamples);
    InvalidSetting.unlessBetween("workers", 1, 1_000, workers);
    InvalidSetting.unlessBetween("shard-images", 64, 1_000_000, shardImages);
    for (String name : train) {
      networks.get(name).checkStep("networks." + name, workers, shardImages);
    }
    InvalidSetting.unlessBetween("warm-up", 0, 0.9, warmUp);
    train = List.copyOf(train);
    apply = List.copyOf(apply);
    budgets = List.copyOf(budgets);
    unseen = List.copyOf(unseen);
    learning = List.copyOf(learning);
    shares = List.copyOf(shares);
  }

  private static void checkNames(String key, List<String> names, TreeSet<String> known) {
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

  /** Returns a policy. */
  Policy policy(String name) {
    return new Policy(name, policies.get(name));
  }
}
