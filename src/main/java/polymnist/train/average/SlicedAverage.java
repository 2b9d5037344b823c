package polymnist.train.average;

import java.io.Serializable;
import java.nio.FloatBuffer;
import java.util.ArrayList;
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
 * Averages the states of workers that do not meet: each cuts its state into slices, Spark's shuffle
 * brings together what all have of a slice, and the driver gets a single state, however many they
 * are. A slice is averaged in the order of the workers, so that the bits are those of their
 * exchange; a tree of partial sums would have others.
 */
public final class SlicedAverage {
  /** Of a state, at most; each is averaged in a task of its own. */
  public static final int MAX_SLICES = 32;

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
   * all as its state, the others have none.
   *
   * @param workers one result of one round in each partition
   */
  static List<RoundResult> collect(JavaRDD<RoundResult> workers) {
    int count = Math.min(workers.getNumPartitions(), MAX_SLICES);
    JavaPairRDD<Integer, Averaged> averages =
        workers
            .mapPartitionsToPair(result -> cut(TaskContext.getPartitionId(), result.next(), count))
            .groupByKey(count)
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
    results.set(0, new RoundResult(state, first.rounds(), first.seconds()));
    return results;
  }

  private static Iterator<Tuple2<Integer, Part>> cut(int worker, RoundResult result, int count) {
    NetworkState state = result.state();
    List<Tuple2<Integer, Part>> parts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      NetworkState slice =
          new NetworkState(
              slice(state.parameters(), i, count),
              slice(state.updaterState(), i, count),
              state.iteration(),
              state.epoch());
      RoundResult rest = i == 0 ? new RoundResult(null, result.rounds(), result.seconds()) : null;
      Contribution share = new Contribution(slice, result.rounds().get(0).examples());
      parts.add(new Tuple2<>(i, new Part(worker, share, rest)));
    }
    return parts.iterator();
  }

  private static FloatBuffer slice(FloatBuffer values, int index, int count) {
    int from = start(values, index, count);
    return values.slice(from, start(values, index + 1, count) - from);
  }

  private static int start(FloatBuffer values, int index, int count) {
    return (int) ((long) values.remaining() * index / count);
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

  private static FloatBuffer joinedNumbers(List<FloatBuffer> slices) {
    FloatBuffer all = FloatBuffer.allocate(slices.stream().mapToInt(FloatBuffer::remaining).sum());
    slices.forEach(slice -> all.put(slice.duplicate()));
    return all.flip();
  }
}
