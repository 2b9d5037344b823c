package polymnist.detector;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * What a pen does: lines through points.
 *
 * @param lines each x, y, x, y, ... with y downwards, in any unit
 */
record PenLines(List<double[]> lines) {
  PenLines {
    lines = List.copyOf(lines);
  }

  /** Returns the same strokes, each point moved by up to {@code share} of the longest side. */
  PenLines wobbled(double share, RandomGenerator random) {
    double most = share * longestSide();
    List<double[]> wobbled = new ArrayList<>();
    for (double[] line : lines) {
      double[] moved = line.clone();
      for (int i = 0; i < moved.length; i++) {
        moved[i] += (2 * random.nextDouble() - 1) * most;
      }
      wobbled.add(moved);
    }
    return new PenLines(wobbled);
  }

  /** Returns the longest side of the box around all points. */
  double longestSide() {
    double[] bounds = bounds();
    return Math.max(1e-9, Math.max(bounds[2] - bounds[0], bounds[3] - bounds[1]));
  }

  /** Returns the least x and y and the greatest x and y. */
  double[] bounds() {
    double[] bounds = {Double.MAX_VALUE, Double.MAX_VALUE, -Double.MAX_VALUE, -Double.MAX_VALUE};
    for (double[] line : lines) {
      for (int i = 0; i < line.length; i += 2) {
        bounds[0] = Math.min(bounds[0], line[i]);
        bounds[1] = Math.min(bounds[1], line[i + 1]);
        bounds[2] = Math.max(bounds[2], line[i]);
        bounds[3] = Math.max(bounds[3], line[i + 1]);
      }
    }
    return bounds;
  }
}
