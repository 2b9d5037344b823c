package polymnist.ink.choose;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import polymnist.chance.Chance;
import polymnist.statistics.ClassProbabilities;

/**
 * Fits the weights of a choice to labelled pictures: those by which the mean logarithm of what the
 * label is given is greatest. Groups of pictures are left out in turn to see what weights do on
 * groups that they were not fitted to.
 */
public final class ChoiceFit {
  /** Groups are left out a sixth of them at a time. */
  private static final int PARTS = 6;

  /** Steps of Adam (see the networks' updater), with which the weights no longer change. */
  private static final int STEPS = 150;

  private static final double STEP = 0.1;
  private static final double MEAN_DECAY = 0.9;
  private static final double SQUARE_DECAY = 0.99;

  /** Keeps weights small of features that hardly tell anything. */
  private static final double DECAY = 0.001;

  /** Added to what a label is given, so that no one picture decides. */
  private static final double MIN_SHARE = 1e-3;

  /** A group's pictures weigh as much together as the root of this times their number. */
  private static final double EVEN = 10;

  private final List<LabelledChoice> pictures;
  private final Map<String, Long> groups;

  /**
   * Makes a fit.
   *
   * @param pictures in any order; the result does not depend on it
   */
  public ChoiceFit(List<LabelledChoice> pictures) {
    this.pictures = pictures.stream().sorted(Comparator.comparing(LabelledChoice::path)).toList();
    this.groups =
        pictures.stream()
            .collect(
                Collectors.groupingBy(LabelledChoice::group, TreeMap::new, Collectors.counting()));
  }

  /** Returns the weights that fit all pictures. */
  public ChoiceWeights weights() {
    return ChoiceWeights.of(fitted(pictures));
  }

  /**
   * Returns how many pictures of each group are read rightly by weights that were fitted to other
   * groups.
   *
   * @param seed decides which groups are left out together
   */
  public List<LeftOutGroup> leftOut(long seed) {
    List<String> shuffled =
        groups.keySet().stream()
            .sorted(Comparator.comparingLong(group -> Chance.bits(seed, "left out " + group)))
            .toList();
    Map<String, LeftOutGroup> results = new TreeMap<>();
    for (int part = 0; part < PARTS; part++) {
      int of = part;
      List<String> out =
          shuffled.stream().filter(group -> shuffled.indexOf(group) % PARTS == of).toList();
      double[] weights =
          fitted(pictures.stream().filter(picture -> !out.contains(picture.group())).toList());
      for (String group : out) {
        long right =
            pictures.stream()
                .filter(picture -> picture.group().equals(group))
                .filter(picture -> picture.readRightly(weights))
                .count();
        results.put(group, new LeftOutGroup(group, right, groups.get(group)));
      }
    }
    return new ArrayList<>(results.values());
  }

  private double weight(LabelledChoice picture) {
    return 1 / Math.sqrt(groups.get(picture.group()) * EVEN);
  }

  private double[] fitted(List<LabelledChoice> to) {
    int features = ChoiceWeights.COUNT;
    double total = to.stream().mapToDouble(this::weight).sum();
    double[] weights = new double[features];
    double[] mean = new double[features];
    double[] square = new double[features];
    for (int step = 1; step <= STEPS; step++) {
      double[] slope = new double[features];
      for (LabelledChoice picture : to) {
        picture.addSlope(weights, weight(picture) / total, slope);
      }
      for (int f = 0; f < features; f++) {
        slope[f] -= DECAY * weights[f];
        mean[f] = MEAN_DECAY * mean[f] + (1 - MEAN_DECAY) * slope[f];
        square[f] = SQUARE_DECAY * square[f] + (1 - SQUARE_DECAY) * slope[f] * slope[f];
        double momentum = mean[f] / (1 - Math.pow(MEAN_DECAY, step));
        double scale = Math.sqrt(square[f] / (1 - Math.pow(SQUARE_DECAY, step)));
        weights[f] += STEP * momentum / (scale + 1e-8);
      }
    }
    return weights;
  }

  /**
   * A group of pictures that weights were not fitted to.
   *
   * @param right how many of them were read rightly
   */
  public record LeftOutGroup(String group, long right, long pictures) {}

  /**
   * A labelled picture by its candidates.
   *
   * @param features of each candidate, in the order of {@link ChoiceWeights}
   * @param combined what detector and network say of each candidate, as {@link Choice#combine} has
   *     it
   */
  public record LabelledChoice(
      String path, String group, int label, double[][] features, double[][] combined)
      implements Serializable {

    boolean readRightly(double[] weights) {
      if (features.length == 0) {
        return false;
      }
      double[] probabilities = Choice.probabilities(features, weights);
      return ClassProbabilities.mostProbable(Choice.mix(probabilities, combined)) == label;
    }

    /** Adds the derivative of the logarithm of what the label is given by the weights. */
    void addSlope(double[] weights, double factor, double[] slope) {
      if (features.length == 0) {
        return;
      }
      double[] probabilities = Choice.probabilities(features, weights);
      double given = MIN_SHARE;
      for (int i = 0; i < probabilities.length; i++) {
        given += probabilities[i] * combined[i][label];
      }
      for (int i = 0; i < probabilities.length; i++) {
        double share = probabilities[i] * (combined[i][label] + MIN_SHARE) / given;
        for (int f = 0; f < slope.length; f++) {
          slope[f] += factor * (share - probabilities[i]) * features[i][f];
        }
      }
    }
  }
}
