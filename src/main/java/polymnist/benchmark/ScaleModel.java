package polymnist.benchmark;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import polymnist.train.TrainingPlan;
import polymnist.train.average.SlicedAverage;
import polymnist.train.average.WorkerMeeting;

/**
 * What a training would take with more workers than there are: all compute is shared out, and each
 * round costs so much a worker and so much a byte that the busiest machine sends or receives. Of k
 * workers and a state of S bytes these are
 *
 * <pre>
 * k - 1 and 2 S (k - 1) / k     among workers, who send each other slices of their states
 * k     and S k                 by the driver, which gets all states
 * k     and S k / 32            by Spark's shuffle, of more than a hundred workers
 * </pre>
 *
 * <p>Costs are fitted to trainings that were measured, by least squares, one pair for averages
 * among workers and one for those that are stages of Spark's. Waiting for the slowest is in what
 * was measured, not in what more machines would add to it; so it is how things grow that counts.
 *
 * @param among of a round that workers average among themselves, or null where none was measured
 * @param bySpark of a round that is a stage of Spark's, or null where none was measured
 */
record ScaleModel(Cost among, Cost bySpark) {
  /** Numbers of workers that are foreseen beside those that were measured. */
  private static final List<Integer> SIZES = List.of(2, 8, 64, 512);

  /** DL4J's state: parameters and two moments of Adam, of four bytes each. */
  private static final int BYTES_A_PARAMETER = 12;

  /**
   * What a round costs.
   *
   * @param worker seconds a worker
   * @param byteSent seconds a byte of the busiest machine
   */
  record Cost(double worker, double byteSent) {
    double seconds(Way way, double stateBytes, int workers) {
      return worker * way.each(workers) + byteSent * way.bytes(stateBytes, workers);
    }
  }

  /** Who averages. */
  enum Way {
    WORKERS {
      @Override
      double each(int workers) {
        return workers - 1.0;
      }

      @Override
      double bytes(double state, int workers) {
        return 2 * state * (workers - 1) / workers;
      }
    },
    DRIVER {
      @Override
      double bytes(double state, int workers) {
        return state * workers;
      }
    },
    SHUFFLE {
      @Override
      double bytes(double state, int workers) {
        return state * workers / SlicedAverage.SLICES;
      }
    };

    /**
     * Returns which way so many workers go.
     *
     * @param together whether they may meet and there is room for all of them
     */
    static Way of(int workers, boolean together) {
      if (workers > WorkerMeeting.MAX_WORKERS) {
        return SHUFFLE;
      }
      return together ? WORKERS : DRIVER;
    }

    double each(int workers) {
      return workers;
    }

    abstract double bytes(double state, int workers);
  }

  /**
   * A training that was measured.
   *
   * @param plan with a step as the settings have it, that workers may not share equally
   * @param way that its rounds were averaged
   * @param computeSeconds of all workers together, in the network and for reading images
   * @param overheadSeconds that the training took beyond its share of these
   */
  record Measured(
      String network,
      TrainingPlan plan,
      Way way,
      long parameters,
      int rounds,
      double computeSeconds,
      double overheadSeconds) {
    int workers() {
      return plan.workers();
    }

    double stateBytes() {
      return (double) BYTES_A_PARAMETER * parameters;
    }
  }

  /** Fits the costs to trainings of two and more workers; those of one are left out. */
  static ScaleModel fitted(List<Measured> trainings) {
    return new ScaleModel(
        cost(trainings.stream().filter(t -> t.way == Way.WORKERS).toList()),
        cost(trainings.stream().filter(t -> t.way != Way.WORKERS).toList()));
  }

  private static Cost cost(List<Measured> all) {
    List<Measured> trainings = all.stream().filter(training -> training.workers() > 1).toList();
    if (trainings.isEmpty()) {
      return null;
    }
    ToDoubleFunction<Measured> x = t -> t.way.each(t.workers());
    ToDoubleFunction<Measured> z = t -> t.way.bytes(t.stateBytes(), t.workers());
    ToDoubleFunction<Measured> y = t -> t.overheadSeconds / t.rounds;
    double xx = products(trainings, x, x);
    double xz = products(trainings, x, z);
    double zz = products(trainings, z, z);
    double xy = products(trainings, x, y);
    double zy = products(trainings, z, y);
    double determinant = xx * zz - xz * xz;
    // One network with one number of workers cannot tell the two apart.
    boolean alike = determinant < 1e-9 * xx * zz;
    double worker = alike ? 0 : (xy * zz - zy * xz) / determinant;
    double byteSent = alike ? 0 : (zy * xx - xy * xz) / determinant;
    // Neither can be below nothing: then the other explains all.
    if (worker <= 0) {
      return new Cost(0, Math.max(0, zy / zz));
    }
    return byteSent <= 0 ? new Cost(xy / xx, 0) : new Cost(worker, byteSent);
  }

  private static double products(
      List<Measured> trainings, ToDoubleFunction<Measured> one, ToDoubleFunction<Measured> other) {
    return trainings.stream().mapToDouble(t -> one.applyAsDouble(t) * other.applyAsDouble(t)).sum();
  }

  /**
   * Returns what trainings that were measured took, as the mean of those alike, and what the model
   * says that they and others take.
   */
  static List<ScaleRow> rows(List<Measured> trainings) {
    ScaleModel model = fitted(trainings);
    List<ScaleRow> rows = new ArrayList<>();
    trainings.stream()
        .collect(Collectors.groupingBy(Measured::network, TreeMap::new, Collectors.toList()))
        .forEach((network, ofIt) -> rows.addAll(model.rowsOfOne(ofIt)));
    return rows;
  }

  private List<ScaleRow> rowsOfOne(List<Measured> trainings) {
    Measured fewest =
        trainings.stream().min(Comparator.comparingInt(Measured::workers)).orElseThrow();
    double compute =
        trainings.stream()
            .filter(training -> training.workers() == fewest.workers())
            .mapToDouble(Measured::computeSeconds)
            .average()
            .orElseThrow();
    TreeMap<Integer, List<Measured>> byWorkers =
        trainings.stream()
            .collect(Collectors.groupingBy(Measured::workers, TreeMap::new, Collectors.toList()));
    SIZES.forEach(workers -> byWorkers.putIfAbsent(workers, List.of()));
    List<ScaleRow> rows = new ArrayList<>();
    byWorkers.forEach(
        (workers, alike) -> {
          Way way = alike.isEmpty() ? Way.of(workers, true) : alike.get(0).way;
          int rounds = fewest.plan.with(workers).rounds();
          Double overhead = overhead(fewest, workers, way, rounds);
          rows.add(
              new ScaleRow(
                  fewest.network,
                  workers,
                  way.name().toLowerCase(Locale.ROOT),
                  rounds,
                  alike.isEmpty() ? null : alike.get(0).rounds,
                  compute / workers,
                  overhead,
                  alike.isEmpty()
                      ? null
                      : alike.stream().mapToDouble(Measured::overheadSeconds).average().orElse(0),
                  way == Way.WORKERS ? workers * (workers - 1L) / 2 : 0,
                  limit(fewest, workers, compute / workers, overhead)));
        });
    return rows;
  }

  private Double overhead(Measured one, int workers, Way way, int rounds) {
    if (workers == 1) {
      return 0.0;
    }
    Cost cost = way == Way.WORKERS ? among : bySpark;
    return cost == null ? null : rounds * cost.seconds(way, one.stateBytes(), workers);
  }

  private static String limit(Measured one, int workers, double compute, Double overhead) {
    int batch = one.plan.network().batchSize();
    if (batch < 2 * workers) {
      return String.format(Locale.ROOT, "batch-size: %d give no two images to a worker", batch);
    }
    return overhead != null && overhead > compute
        ? "averaging takes longer than training"
        : "nothing";
  }

  /** Returns the costs in a sentence. */
  @Override
  public String toString() {
    return "A round costs %s among workers, %s by Spark.".formatted(text(among), text(bySpark));
  }

  private static String text(Cost cost) {
    return cost == null
        ? "(not measured)"
        : String.format(
            Locale.ROOT,
            "%.2f ms a worker and %.2f ms a megabyte",
            1e3 * cost.worker,
            1e9 * cost.byteSent);
  }
}
