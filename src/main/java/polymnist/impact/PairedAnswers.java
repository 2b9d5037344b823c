package polymnist.impact;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import polymnist.statistics.MeanDifference;

/**
 * Networks trained without and with augmentation, by pairs of one seed, on the same images.
 *
 * @param without [seeds, images], whether each is right
 * @param with [seeds, images]
 * @param clusters the cluster of each image: those of one handwritten digit are no independent
 *     witnesses
 */
record PairedAnswers(boolean[][] without, boolean[][] with, String[] clusters) {
  /**
   * What augmentation made of the answers, in the columns of {@code impact_effect}.
   *
   * @param seeds how many pairs of networks
   * @param n how many images
   * @param accuracyWithout mean of the networks without, 0 to 1
   * @param accuracyWith mean of those with augmentation
   * @param lower end of the 95 % interval of the difference
   * @param upper end
   * @param onlyWithout images that most networks get right without and not with augmentation
   * @param onlyWith images that most get right with and not without augmentation
   */
  record PolicyEffect(
      int seeds,
      int n,
      double accuracyWithout,
      double accuracyWith,
      double difference,
      double lower,
      double upper,
      int onlyWithout,
      int onlyWith,
      double pValue) {}

  PairedAnswers {
    if (without.length == 0 || without.length != with.length || clusters.length == 0) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%d and %d networks on %d images are no pairs",
              without.length,
              with.length,
              clusters.length));
    }
  }

  /** Returns pairs of as many networks on the images of all parts. */
  static PairedAnswers joined(List<PairedAnswers> parts) {
    int seeds = parts.get(0).seeds();
    boolean[][] without = new boolean[seeds][];
    boolean[][] with = new boolean[seeds][];
    for (int seed = 0; seed < seeds; seed++) {
      int own = seed;
      without[seed] = concatenated(parts.stream().map(part -> part.without[own]).toList());
      with[seed] = concatenated(parts.stream().map(part -> part.with[own]).toList());
    }
    return new PairedAnswers(
        without,
        with,
        parts.stream().flatMap(part -> Arrays.stream(part.clusters)).toArray(String[]::new));
  }

  private static boolean[] concatenated(List<boolean[]> parts) {
    boolean[] all = new boolean[parts.stream().mapToInt(part -> part.length).sum()];
    int at = 0;
    for (boolean[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }

  /** Returns what augmentation made of the answers. */
  PolicyEffect effect() {
    double accuracyWithout = mean(without);
    double accuracyWith = mean(with);
    MeanDifference difference = difference();
    return new PolicyEffect(
        seeds(),
        images(),
        accuracyWithout,
        accuracyWith,
        accuracyWith - accuracyWithout,
        difference.lower(),
        difference.upper(),
        only(without, with),
        only(with, without),
        difference.probability());
  }

  private int images() {
    return clusters.length;
  }

  private int seeds() {
    return without.length;
  }

  private double mean(boolean[][] right) {
    long hits = 0;
    for (boolean[] images : right) {
      for (boolean image : images) {
        hits += image ? 1 : 0;
      }
    }
    return hits / (double) (seeds() * images());
  }

  /** Returns how many images most networks get right in the first way and not in the second. */
  private int only(boolean[][] first, boolean[][] second) {
    int only = 0;
    for (int image = 0; image < images(); image++) {
      only += most(first, image) && !most(second, image) ? 1 : 0;
    }
    return only;
  }

  /** Tells whether more than half of the networks get an image right. */
  private boolean most(boolean[][] right, int image) {
    int hits = 0;
    for (boolean[] images : right) {
      hits += images[image] ? 1 : 0;
    }
    return 2 * hits > seeds();
  }

  /** Returns the difference of the mean accuracies, as far as it is known. */
  MeanDifference difference() {
    Map<String, Integer> numbers = new HashMap<>();
    for (String cluster : clusters) {
      numbers.putIfAbsent(cluster, numbers.size());
    }
    int[] sizes = new int[numbers.size()];
    int[][] gains = new int[seeds()][numbers.size()];
    double squares = 0;
    for (int image = 0; image < images(); image++) {
      int cluster = numbers.get(clusters[image]);
      sizes[cluster]++;
      int all = 0;
      for (int seed = 0; seed < seeds(); seed++) {
        int gain = (with[seed][image] ? 1 : 0) - (without[seed][image] ? 1 : 0);
        gains[seed][cluster] += gain;
        all += gain;
      }
      squares += all * (double) all / (seeds() * seeds());
    }
    return MeanDifference.of(gains, sizes, squares);
  }
}
