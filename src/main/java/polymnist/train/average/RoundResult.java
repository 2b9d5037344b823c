package polymnist.train.average;

import java.io.Serializable;
import java.util.List;

/**
 * What a worker brings back from a stage of one or more rounds.
 *
 * @param state in which the network is then; null where another worker brings the same back
 * @param rounds what it trained, round by round
 * @param seconds where its time went
 */
public record RoundResult(NetworkState state, List<Counts> rounds, Seconds seconds)
    implements Serializable {
  public RoundResult {
    rounds = List.copyOf(rounds);
  }

  /**
   * What was trained.
   *
   * @param examples how many images
   * @param correct how many of them were recognised, each before its minibatch's update
   * @param lossSum the sum of their losses, each before its minibatch's update
   * @param minibatches how many updates were made
   */
  public record Counts(long examples, long correct, double lossSum, int minibatches)
      implements Serializable {
    public static final Counts NONE = new Counts(0, 0, 0, 0);

    public Counts plus(Counts other) {
      return new Counts(
          examples + other.examples,
          correct + other.correct,
          lossSum + other.lossSum,
          minibatches + other.minibatches);
    }

    public double loss() {
      return lossSum / examples;
    }
  }

  /**
   * A worker's time.
   *
   * @param data reading shards and decoding minibatches
   * @param compute inside the network
   * @param averaging sending its state to other workers, waiting for theirs, and averaging
   * @param task all of it
   */
  public record Seconds(double data, double compute, double averaging, double task)
      implements Serializable {
    public static final Seconds NONE = new Seconds(0, 0, 0, 0);

    public Seconds plus(Seconds other) {
      return new Seconds(
          data + other.data,
          compute + other.compute,
          averaging + other.averaging,
          task + other.task);
    }
  }
}
