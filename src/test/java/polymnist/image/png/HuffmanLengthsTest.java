package polymnist.image.png;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HuffmanLengthsTest {
  private final HuffmanLengths huffman = new HuffmanLengths();

  private byte[] lengths(int longest, int... frequencies) {
    byte[] lengths = new byte[frequencies.length];
    huffman.find(frequencies, longest, lengths);
    return lengths;
  }

  private static long cost(int[] frequencies, byte[] lengths) {
    return IntStream.range(0, lengths.length)
        .mapToLong(i -> (long) frequencies[i] * lengths[i])
        .sum();
  }

  private static double share(byte[] lengths) {
    double sum = 0;
    for (byte length : lengths) {
      sum += length == 0 ? 0 : Math.pow(2, -length);
    }
    return sum;
  }

  @Test
  void whatIsFrequentIsShort() {
    // 4 + 4 make 8, with 8 that is 16.
    assertThat(lengths(15, 4, 16, 0, 8, 4)).containsExactly(3, 1, 0, 2, 3);
    assertThat(lengths(15, 0, 1, 100)).containsExactly(0, 1, 1);
  }

  @Test
  void noCodeIsShorterInAll() {
    SplittableRandom random = new SplittableRandom(3);
    for (int trial = 0; trial < 500; trial++) {
      int[] frequencies = new int[2 + random.nextInt(256)];
      int most = 1 + random.nextInt(trial % 2 == 0 ? 10 : 400);
      for (int i = 0; i < frequencies.length; i++) {
        frequencies[i] = random.nextInt(most + 1);
      }
      frequencies[0]++;
      frequencies[1]++;
      byte[] lengths = lengths(15, frequencies);
      assertThat(cost(frequencies, lengths)).isEqualTo(leastCost(frequencies));
      assertThat(share(lengths)).isEqualTo(1);
    }
  }

  /** Huffman's own way: join the two rarest until one is left; every join adds a bit to its sum. */
  private static long leastCost(int[] frequencies) {
    PriorityQueue<Long> queue = new PriorityQueue<>();
    for (int frequency : frequencies) {
      if (frequency > 0) {
        queue.add((long) frequency);
      }
    }
    long cost = 0;
    while (queue.size() > 1) {
      long joined = queue.remove() + queue.remove();
      cost += joined;
      queue.add(joined);
    }
    return cost;
  }

  @Test
  void noLengthIsBeyondTheLimit() {
    // Each is the sum of the two before it: the best code has a length more for each symbol.
    int[] fibonacci = new int[20];
    fibonacci[0] = 1;
    fibonacci[1] = 1;
    for (int i = 2; i < fibonacci.length; i++) {
      fibonacci[i] = fibonacci[i - 1] + fibonacci[i - 2];
    }
    for (int longest : new int[] {5, 7, 15}) {
      byte[] lengths = lengths(longest, fibonacci);
      assertThat(share(lengths)).isEqualTo(1);
      for (int i = 0; i < lengths.length; i++) {
        assertThat((int) lengths[i]).isBetween(1, longest);
        assertThat(lengths[i]).isLessThanOrEqualTo(lengths[Math.max(0, i - 1)]);
      }
    }
  }
}
