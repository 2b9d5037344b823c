package polymnist.train.average;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import scala.Tuple2;

/**
 * Averages more states than workers can send each other or the driver has room for: each worker
 * cuts its state into slices, Spark's shuffle brings together what all have of a slice, and the
 * driver gets a single state. A slice is averaged in the order of the workers, so that the bits are
 * those of the other ways; a tree of partial sums would have others.
 */
public final class SlicedAverage {
  /** Of a state; each is averaged in a task of its own. */
  public static final int SLICES = 32;

  private SlicedAverage() {}

  /**
   * What a worker has of a slice.
   *
   * @param result what else the worker brings back, with its first slice; else null
   */
  private record Part(int worker, Contribution slice, RoundResult result) implements Serializable {}

  /** The average of a slice, and what else the workers bring back, with the first. */
  private record Averaged(NetworkState slice, List<RoundResult> results) implements Serializable {}

  /**
   * Runs the workers and returns what they bring back, in their order: the first has the average of
   * all as its share, the others have none.
   *
   * @param workers one result in each partition, with its share
   */
  static List<RoundResult> collect(JavaRDD<RoundResult> workers) {
    JavaPairRDD<Integer, Averaged> averages =
        workers
            .mapPartitionsToPair(result -> cut(TaskContext.getPartitionId(), result.next()))
            .groupByKey(SLICES)
            .mapValues(SlicedAverage::average);
    List<Averaged> slices;
    try {
      slices =
          averages.collect().stream()
              .sorted(Comparator.comparingInt(slice -> slice._1))
              .map(slice -> slice._2)
              .toList();
    } finally {
      // The states of all workers, of each round: they would fill disks until the driver's memory
      // is cleared.
      averages.rdd().cleanShuffleDependencies(false);
    }
    NetworkState state = joined(slices.stream().map(Averaged::slice).toList());
    List<RoundResult> results = new ArrayList<>(slices.get(0).results);
    RoundResult first = results.get(0);
    results.set(0, new RoundResult(new Contribution(state, 1), first.rounds(), first.seconds()));
    return results;
  }

  private static Iterator<Tuple2<Integer, Part>> cut(int worker, RoundResult result) {
    NetworkState state = result.share().state();
    List<Tuple2<Integer, Part>> parts = new ArrayList<>();
    for (int i = 0; i < SLICES; i++) {
      NetworkState slice =
          new NetworkState(
              slice(state.parameters(), i),
              slice(state.updaterState(), i),
              state.iteration(),
              state.epoch());
      RoundResult rest = i == 0 ? new RoundResult(null, result.rounds(), result.seconds()) : null;
      Contribution share = new Contribution(slice, result.share().examples());
      parts.add(new Tuple2<>(i, new Part(worker, share, rest)));
    }
    return parts.iterator();
  }

  private static float[] slice(float[] values, int index) {
    return Arrays.copyOfRange(values, start(values, index), start(values, index + 1));
  }

  private static int start(float[] values, int index) {
    return (int) ((long) values.length * index / SLICES);
  }

  private static Averaged average(Iterable<Part> unordered) {
    List<Part> parts =
        StreamSupport.stream(unordered.spliterator(), false)
            .sorted(Comparator.comparingInt(Part::worker))
            .toList();
    return new Averaged(
        Contribution.average(parts.stream().map(Part::slice).toList()),
        parts.stream().map(Part::result).filter(Objects::nonNull).toList());
  }

  private static NetworkState joined(List<NetworkState> slices) {
    return new NetworkState(
        joinedNumbers(slices.stream().map(NetworkState::parameters).toList()),
        joinedNumbers(slices.stream().map(NetworkState::updaterState).toList()),
        slices.get(0).iteration(),
        slices.get(0).epoch());
  }

  private static float[] joinedNumbers(List<float[]> slices) {
    float[] all = new float[slices.stream().mapToInt(slice -> slice.length).sum()];
    int at = 0;
    for (float[] slice : slices) {
      System.arraycopy(slice, 0, all, at, slice.length);
      at += slice.length;
    }
    return all;
  }
}
