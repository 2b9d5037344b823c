package polymnist.train.shard;

import java.io.Serializable;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A minibatch by its address: images {@code from} to {@code to - 1} in the order that an epoch
 * takes those of a shard.
 */
public record Minibatch(int shard, int epoch, int from, int to) implements Serializable {
  public int images() {
    return to - from;
  }

  /** Returns the address as a text, which is what DL4J's masters share out. */
  String address() {
    return shard + ":" + epoch + ":" + from + ":" + to;
  }

  /** Reads what {@link #address} gave. */
  static Minibatch of(String address) {
    String[] parts = address.split(":", -1);
    return new Minibatch(
        Integer.parseInt(parts[0]),
        Integer.parseInt(parts[1]),
        Integer.parseInt(parts[2]),
        Integer.parseInt(parts[3]));
  }

  /** Returns the addresses of a round's minibatches as one text, empty for none. */
  public static String addresses(List<Minibatch> round) {
    return round.stream().map(Minibatch::address).collect(Collectors.joining(" "));
  }

  /** Reads what {@link #addresses} gave. */
  public static List<Minibatch> all(String addresses) {
    return addresses.isEmpty()
        ? List.of()
        : Stream.of(addresses.split(" ", -1)).map(Minibatch::of).toList();
  }
}
