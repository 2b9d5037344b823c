package polymnist.train.average;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.BarrierTaskContext;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.factory.Nd4j;
import polymnist.network.NativeLibrary;
import polymnist.network.layer.SoftmaxLayer;
import polymnist.train.shard.EpochPlan;
import polymnist.train.shard.Minibatch;

/**
 * Trains a copy of the network on one partition's rounds: every minibatch of them, counted, and so
 * that dropout depends on the minibatch alone. In a stage whose workers meet, each round ends with
 * their average, and the stage ends after some seconds, whatever rounds are left; else there is one
 * round, which is averaged outside.
 */
final class RoundWorker implements FlatMapFunction<Iterator<List<Minibatch>>, RoundResult> {
  private static final long serialVersionUID = 1L;

  private final Broadcast<ReplicaSetup> setup;
  private final Broadcast<NetworkState> state;
  private final int iteration;
  private final int epoch;
  private final Duration stageLength;

  /**
   * Makes a worker.
   *
   * @param iteration how many updates made the state
   * @param epoch how many epochs did
   * @param stageLength after which time a stage ends in which workers meet, once a round is over
   */
  RoundWorker(
      Broadcast<ReplicaSetup> setup,
      Broadcast<NetworkState> state,
      int iteration,
      int epoch,
      Duration stageLength) {
    this.setup = setup;
    this.state = state;
    this.iteration = iteration;
    this.epoch = epoch;
    this.stageLength = stageLength;
  }

  @Override
  public Iterator<RoundResult> call(Iterator<List<Minibatch>> rounds) {
    NativeLibrary.prepare();
    Replicas.Replica replica = Replicas.take(setup.value());
    boolean done = false;
    try {
      replica.start(state, iteration, epoch);
      Work work = new Work(replica);
      RoundResult result =
          TaskContext.get() instanceof BarrierTaskContext task
              ? work.together(rounds, task)
              : work.alone(rounds);
      done = true;
      return Collections.singleton(result).iterator();
    } finally {
      // One that failed is in no state that another round may go on from.
      if (done) {
        Replicas.give(setup.value(), replica);
      } else {
        replica.close();
      }
    }
  }

  /** What one task does. */
  private final class Work {
    private final Replicas.Replica replica;
    private final ComputationGraph network;
    private final List<RoundResult.Counts> counts = new ArrayList<>();
    private final long begun = System.nanoTime();
    private long data;
    private long compute;
    private long averaging;

    Work(Replicas.Replica replica) {
      this.replica = replica;
      this.network = replica.network();
    }

    RoundResult alone(Iterator<List<Minibatch>> rounds) {
      train(rounds.next());
      return result(NetworkState.of(network));
    }

    RoundResult together(Iterator<List<Minibatch>> rounds, BarrierTaskContext task) {
      StateExchange exchange = new StateExchange(task, state.id());
      boolean last = false;
      while (rounds.hasNext() && !last) {
        long examples = train(rounds.next());
        long start = System.nanoTime();
        last = exchange.average(network, examples, start - begun > stageLength.toNanos());
        averaging += System.nanoTime() - start;
      }
      replica.markAveraged();
      // All have the same average; one brings it back.
      return result(task.partitionId() == 0 ? NetworkState.of(network) : null);
    }

    private RoundResult result(NetworkState brought) {
      return new RoundResult(
          brought,
          counts,
          new RoundResult.Seconds(
              data / 1e9, compute / 1e9, averaging / 1e9, (System.nanoTime() - begun) / 1e9));
    }

    /** Trains a round's minibatches and returns how many images they had. */
    private long train(List<Minibatch> round) {
      RoundResult.Counts sum = RoundResult.Counts.NONE;
      for (Minibatch minibatch : round) {
        long start = System.nanoTime();
        var images = replica.reader().read(minibatch);
        long read = System.nanoTime();
        Nd4j.getRandom().setSeed(EpochPlan.seed(setup.value().seed(), minibatch));
        replica.step().train(images);
        SoftmaxLayer output = (SoftmaxLayer) network.getOutputLayer(0);
        sum =
            sum.plus(
                new RoundResult.Counts(
                    minibatch.images(), output.correct(), network.score() * minibatch.images(), 1));
        data += read - start;
        compute += System.nanoTime() - read;
      }
      counts.add(sum);
      return sum.examples();
    }
  }
}
