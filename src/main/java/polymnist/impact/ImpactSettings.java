package polymnist.impact;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import polymnist.augment.Policy;
import polymnist.augment.kind.Augmentation;
import polymnist.corpus.Split;
import polymnist.setting.InvalidSetting;
import polymnist.train.NetworkSettings;
import polymnist.train.shard.Shard;

/**
 * Settings of {@link ImpactJob}; {@code reference.conf} says what each means.
 *
 * @param train names of networks, each in {@code networks}
 * @param apply names of policies, each in {@code policies}
 * @param seeds how many trainings of each kind, 1 to 100
 * @param images about how many are trained on, 500 to 10,000,000
 * @param training how networks are trained
 * @param limitedData what is tried where images are few, or of modalities never seen
 * @param test what networks are tested on
 * @param seed the first of the seeds
 */
record ImpactSettings(
    List<String> train,
    Map<String, NetworkSettings> networks,
    List<String> apply,
    Map<String, List<Augmentation>> policies,
    int seeds,
    int images,
    Training training,
    LimitedData limitedData,
    Tests test,
    long seed)
    implements Serializable {

  /**
   * How networks are trained.
   *
   * @param budgets how a training with a policy is made comparable
   * @param copies of each image where they are stored, 1 to 100
   * @param workers 1 to 1,000
   * @param shardImages 64 to 800,000
   * @param warmUp share of all iterations, 0 to 0.9
   */
  record Training(
      List<Trial.Budget> budgets, int copies, int workers, int shardImages, double warmUp)
      implements Serializable {
    Training {
      budgets = List.copyOf(budgets);
      InvalidSetting.unlessBetween("copies", 1, 100, copies);
      InvalidSetting.unlessBetween("workers", 1, 1_000, workers);
      InvalidSetting.unlessBetween("shard-images", 64, Shard.MOST_IMAGES, shardImages);
      InvalidSetting.unlessBetween("warm-up", 0, 0.9, warmUp);
    }
  }

  /**
   * What is tried where images are few, or of modalities never seen.
   *
   * @param unseen names of the policies that are tried on modalities never seen
   * @param shares of the training images, each above 0 and below 1
   * @param learning names of the policies that are tried on few images
   */
  record LimitedData(List<String> unseen, List<Double> shares, List<String> learning)
      implements Serializable {
    LimitedData {
      for (double share : shares) {
        InvalidSetting.unlessBetween("shares", 0.001, 0.999, share);
      }
      unseen = List.copyOf(unseen);
      shares = List.copyOf(shares);
      learning = List.copyOf(learning);
    }
  }

  /**
   * What networks are tested on.
   *
   * @param images at most how many, 100 to 1,000,000
   * @param swept how many of these are made harder, 0 to 1,000,000
   * @param sweeps severities of each way in which they are
   * @param photos on which more digits are pasted
   */
  record Tests(Split split, int images, int swept, Map<String, List<Double>> sweeps, Photos photos)
      implements Serializable {
    Tests {
      if (split == Split.TRAIN) {
        throw new InvalidSetting("split", "must be test or validation");
      }
      InvalidSetting.unlessBetween("images", 100, 1_000_000, images);
      InvalidSetting.unlessBetween("swept", 0, 1_000_000, swept);
      Sweeps.check(sweeps);
    }
  }

  /**
   * Photos on which digits are pasted.
   *
   * @param folder of photos that the corpus has not, or empty
   * @param mnist folder of the MNIST files, for these digits
   * @param digits how many are pasted on each new photo, 1 to 10,000
   * @param trained folder of the photos of the corpus, or empty
   */
  record Photos(String folder, String mnist, int digits, String trained) implements Serializable {
    Photos {
      InvalidSetting.unlessBetween("digits", 1, 10_000, digits);
    }
  }

  ImpactSettings {
    networks = new TreeMap<>(networks);
    policies = new TreeMap<>(policies);
    Policy.all(policies);
    InvalidSetting.unlessNamed("train", train, networks.keySet());
    InvalidSetting.unlessNamed("apply", apply, policies.keySet());
    InvalidSetting.unlessNamed("limited-data.unseen", limitedData.unseen(), policies.keySet());
    InvalidSetting.unlessNamed("limited-data.learning", limitedData.learning(), policies.keySet());
    if (train.isEmpty()) {
      throw new InvalidSetting("train", "must name at least one of " + networks.keySet());
    }
    InvalidSetting.unlessBetween("seeds", 1, 100, seeds);
    InvalidSetting.unlessBetween("images", 500, 10_000_000, images);
    NetworkSettings.checkSteps(
        "networks.", networks, train, "training.", training.workers(), training.shardImages());
    train = List.copyOf(train);
    apply = List.copyOf(apply);
  }

  /** Returns a policy. */
  Policy policy(String name) {
    return new Policy(name, policies.get(name));
  }
}
