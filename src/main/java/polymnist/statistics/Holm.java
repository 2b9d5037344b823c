package polymnist.statistics;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Corrects p-values for being many: S. Holm, "A simple sequentially rejective multiple test
 * procedure", Scandinavian Journal of Statistics, 1979.
 */
public final class Holm {
  private Holm() {}

  /**
   * Returns the adjusted values in the given order: each may be compared with the level at which no
   * more than that share of whole families has a false alarm.
   */
  public static double[] adjusted(double[] values) {
    List<Integer> order =
        IntStream.range(0, values.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> values[i]))
            .toList();
    double[] adjusted = new double[values.length];
    double highest = 0;
    for (int rank = 0; rank < order.size(); rank++) {
      int i = order.get(rank);
      highest = Math.max(highest, Math.min(1, (values.length - rank) * values[i]));
      adjusted[i] = highest;
    }
    return adjusted;
  }
}
