package polymnist.train.average;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.Serializable;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.spark.BarrierTaskContext;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import polymnist.job.LocalSpark;
import polymnist.network.Mlp;
import polymnist.network.NativeLibrary;
import polymnist.network.NetworkFrame;
import polymnist.network.WarmUpCosine;

/** Averages among the two workers of a barrier stage. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StateExchangeSparkTest {
  /** Worker 1 trains nothing in the second round. */
  private static final long[][] EXAMPLES = {{64, 32}, {10, 0}, {7, 9}};

  private final JavaSparkContext spark =
      JavaSparkContext.fromSparkContext(LocalSpark.session().sparkContext());

  /** The states that a worker has after its rounds, and what it is told of the end of each. */
  private record Seen(List<NetworkState> states, List<Boolean> ends) implements Serializable {}

  /** What a worker does. */
  @FunctionalInterface
  private interface Work extends Serializable {
    Seen with(StateExchange exchange, int worker);
  }

  /** Runs workers of a barrier stage whose states go by a broadcast, which it then destroys. */
  private List<Seen> together(int workers, Work work) {
    Broadcast<String> broadcast = spark.broadcast("");
    try {
      return stage(spark.parallelize(List.of(0, 1).subList(0, workers), workers), broadcast, work);
    } finally {
      broadcast.destroy(true);
      assertThat(blocks(broadcast.id())).isEmpty();
    }
  }

  private static List<Seen> stage(JavaRDD<Integer> numbers, Broadcast<String> states, Work work) {
    return ExactAveraging.meeting(numbers)
        .mapPartitions(
            number -> {
              BarrierTaskContext task = BarrierTaskContext.get();
              StateExchange exchange = new StateExchange(task, states.id());
              return List.of(work.with(exchange, number.next())).iterator();
            })
        .collect();
  }

  private static List<String> blocks(long broadcast) {
    List<String> names = new ArrayList<>();
    SparkEnv.get()
        .blockManager()
        .getMatchingBlockIds(
            new scala.runtime.AbstractFunction1<>() {
              @Override
              public Object apply(org.apache.spark.storage.BlockId block) {
                return block.name().startsWith("broadcast_" + broadcast + "_");
              }
            })
        .foreach(
            new scala.runtime.AbstractFunction1<org.apache.spark.storage.BlockId, Object>() {
              @Override
              public Object apply(org.apache.spark.storage.BlockId block) {
                return names.add(block.name());
              }
            });
    return names;
  }

  private static ComputationGraph network() {
    NativeLibrary.prepare();
    ComputationGraph network =
        new ComputationGraph(
            new Mlp(List.of(4)).network(new NetworkFrame(1, new WarmUpCosine(0.01, 2, 10))));
    network.init();
    return network;
  }

  /** Returns the state that a worker is in before a round's average. */
  private static NetworkState before(ComputationGraph network, int worker, int round) {
    NetworkState like = NetworkState.of(network);
    SplittableRandom random = new SplittableRandom(10 * round + worker);
    return new NetworkState(
        random(random, like.parameters().remaining()),
        random(random, like.updaterState().remaining()),
        20 * round + 5 + worker,
        like.epoch());
  }

  private static FloatBuffer random(SplittableRandom random, int count) {
    FloatBuffer numbers = FloatBuffer.allocate(count);
    for (int i = 0; i < count; i++) {
      numbers.put((float) random.nextDouble(-1, 1));
    }
    return numbers.flip();
  }

  private static Seen rounds(StateExchange exchange, int worker) {
    ComputationGraph network = network();
    List<NetworkState> states = new ArrayList<>();
    List<Boolean> ends = new ArrayList<>();
    for (int round = 0; round < EXAMPLES.length; round++) {
      before(network, worker, round).into(network);
      // Worker 0 says when it ends; what the other wishes is no matter.
      boolean last = worker == 0 ? round == EXAMPLES.length - 1 : round == 0;
      ends.add(exchange.average(network, EXAMPLES[round][worker], last));
      states.add(NetworkState.of(network));
    }
    return new Seen(states, ends);
  }

  @Test
  void workersGetTheSameBitsRoundAfterRound() {
    List<Seen> workers = together(2, StateExchangeSparkTest::rounds);

    ComputationGraph network = network();
    for (int round = 0; round < EXAMPLES.length; round++) {
      int of = round;
      NetworkState expected =
          Contribution.average(
              IntStream.range(0, 2)
                  .mapToObj(w -> new Contribution(before(network, w, of), EXAMPLES[of][w]))
                  .toList());
      for (Seen worker : workers) {
        assertThat(worker.states().get(round)).isEqualTo(expected);
        assertThat(worker.ends().get(round)).isEqualTo(round == EXAMPLES.length - 1);
      }
    }
  }

  @Test
  void oneWorkerIsItsOwnAverage() {
    Seen alone =
        together(
                1,
                (exchange, worker) -> {
                  ComputationGraph network = network();
                  before(network, 0, 0).into(network);
                  List<Boolean> ends =
                      List.of(
                          exchange.average(network, 10, false),
                          exchange.average(network, 10, true));
                  return new Seen(List.of(NetworkState.of(network)), ends);
                })
            .get(0);
    assertThat(alone.ends()).containsExactly(false, true);
    assertThat(alone.states()).containsExactly(before(network(), 0, 0));
  }

  /** The other one waits for a state that never comes. */
  @Test
  void aLostWorkerFailsTheStageAndLeavesNothing() {
    assertThatThrownBy(
            () ->
                together(
                    2,
                    (exchange, worker) -> {
                      if (worker == 1) {
                        throw new IllegalStateException("lost on purpose");
                      }
                      return rounds(exchange, worker);
                    }))
        .hasMessageContaining("lost on purpose");
  }

  @Test
  void workersMeetWhereThereIsRoomAndTheyStay() {
    assertThat(ExactAveraging.canMeet(spark.sc(), 2)).isTrue();
    assertThat(ExactAveraging.canMeet(spark.sc(), 3)).isFalse();
    SparkConf conf = spark.sc().conf();
    conf.set("spark.dynamicAllocation.enabled", "true");
    try {
      assertThat(ExactAveraging.canMeet(spark.sc(), 2)).isFalse();
    } finally {
      conf.remove("spark.dynamicAllocation.enabled");
    }
  }
}
