package polymnist.benchmark;

import java.util.List;
import java.util.Locale;
import polymnist.network.WarmUpCosine;
import polymnist.train.NetworkSettings;
import polymnist.train.RoundSchedule;

/**
 * What a training would take with more workers than there are: all compute is shared out, and each
 * round costs a word to every other worker and the sending of a state in slices,
 *
 * <pre>a (k - 1) + b 2 S (k - 1) / k</pre>
 *
 * seconds of k workers and a state of S bytes. Both numbers are fitted to trainings that were
 * measured, by least squares. Waiting for the slowest is in what was measured, not in what more
 * machines would add to it; so it is how things grow that counts.
 *
 * @param greeting seconds that a worker takes for another one in a round
 * @param byteSeconds seconds that it takes to send or receive a byte
 */
record ScaleModel(double greeting, double byteSeconds) {
  /** Numbers of workers that a table has. */
  private static final List<Integer> SIZES = List.of(2, 8, 64, 512);

  /** A mesh of about a hundred workers: above it, it is named as what breaks. */
  private static final int MANY_CONNECTIONS = 5_000;

  /** DL4J's state: parameters and two moments of Adam, of four bytes each. */
  private static final int BYTES_A_PARAMETER = 12;

  /**
   * A training that was measured.
   *
   * @param computeSeconds of all workers together, in the network and for reading images
   * @param averagingSeconds of a worker
   */
  record Measured(
      String network,
      NetworkSettings settings,
      int workers,
      long parameters,
      long imagesAnEpoch,
      int rounds,
      double computeSeconds,
      double averagingSeconds) {
    double stateBytes() {
      return (double) BYTES_A_PARAMETER * parameters;
    }
  }

  /**
   * Fits the two numbers to trainings of two and more workers; those of one are left out.
   *
   * @throws IllegalArgumentException when there are none of two and more
   */
  static ScaleModel fitted(List<Measured> trainings) {
    double xx = 0;
    double xz = 0;
    double zz = 0;
    double xy = 0;
    double zy = 0;
    for (Measured training : trainings) {
      double x = training.workers - 1.0;
      double z = sent(training.stateBytes(), training.workers);
      double y = training.averagingSeconds / training.rounds;
      xx += x * x;
      xz += x * z;
      zz += z * z;
      xy += x * y;
      zy += z * y;
    }
    if (xx == 0) {
      throw new IllegalArgumentException("no training of two and more workers was measured");
    }
    double determinant = xx * zz - xz * xz;
    // One network with one number of workers cannot tell the two apart.
    boolean alike = determinant < 1e-9 * xx * zz;
    double greeting = alike ? 0 : (xy * zz - zy * xz) / determinant;
    double byteSeconds = alike ? 0 : (zy * xx - xy * xz) / determinant;
    // Neither can be below nothing: then the other explains all.
    if (greeting <= 0) {
      return new ScaleModel(0, zy / zz);
    }
    return byteSeconds <= 0 ? new ScaleModel(xy / xx, 0) : new ScaleModel(greeting, byteSeconds);
  }

  /** Returns the bytes that a worker sends, and receives, in a round. */
  private static double sent(double state, int workers) {
    return 2 * state * (workers - 1) / workers;
  }

  /** Returns the seconds of a round's average. */
  double averaging(double stateBytes, int workers) {
    return greeting * (workers - 1) + byteSeconds * sent(stateBytes, workers);
  }

  /** Returns how many rounds a training has, of all epochs. */
  static int rounds(NetworkSettings network, long images, int workers) {
    int updates = (int) Math.ceil(images / (double) Math.max(network.batchSize(), 2 * workers));
    WarmUpCosine rate = new WarmUpCosine(1, 0, updates * network.epochs());
    int frequency = Math.max(1, network.averagingFrequency() / Math.max(1, workers - 1));
    int rounds = 0;
    for (int epoch = 0; epoch < network.epochs(); epoch++) {
      rounds += RoundSchedule.ends(updates, frequency, epoch * updates, rate).size();
    }
    return rounds;
  }

  /**
   * Returns a table in Markdown of what some trainings of one worker would take with more.
   *
   * @param alone of one worker each
   */
  String table(List<Measured> alone) {
    StringBuilder table =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                """
                A round costs %.0f µs for each other worker and %.2f ms a megabyte.

                | network | workers | seconds, all epochs | times one worker | averaging | \
                connections | what breaks first |
                |---|---|---|---|---|---|---|
                """,
                1e6 * greeting,
                1e3 * 1e6 * byteSeconds));
    for (Measured one : alone) {
      for (int workers : SIZES) {
        double compute = one.computeSeconds / workers;
        double averaging =
            rounds(one.settings, one.imagesAnEpoch, workers) * averaging(one.stateBytes(), workers);
        table.append(
            String.format(
                Locale.ROOT,
                "| %s | %d | %.1f | %.1f | %.1f %% | %,d | %s |%n",
                one.network,
                workers,
                compute + averaging,
                one.computeSeconds / (compute + averaging),
                100 * averaging / (compute + averaging),
                connections(workers),
                limit(one.settings, workers, compute, averaging)));
      }
    }
    return table.toString();
  }

  private static long connections(int workers) {
    return workers * (workers - 1L) / 2;
  }

  private static String limit(
      NetworkSettings network, int workers, double compute, double averaging) {
    if (network.batchSize() < 2 * workers) {
      return String.format(
          Locale.ROOT, "batch-size: %d give no two images to a worker", network.batchSize());
    }
    if (connections(workers) > MANY_CONNECTIONS) {
      return "each worker is connected to all others";
    }
    return averaging > compute ? "averaging takes longer than training" : "nothing";
  }
}
