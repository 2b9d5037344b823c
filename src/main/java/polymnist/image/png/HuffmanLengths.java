package polymnist.image.png;

import java.util.Arrays;

/**
 * How many bits each symbol of a Huffman code gets. The lengths are found in place from the sorted
 * frequencies: A. Moffat, J. Katajainen, "In-Place Calculation of Minimum-Redundancy Codes", WADS
 * 1995. Codes longer than Deflate allows are rare in images as small as ours; then lengths are
 * evened out as zlib does, which is close to the best code, not always the best.
 *
 * <p>An instance keeps its buffers and is for one thread.
 */
final class HuffmanLengths {
  private static final int MAX_SYMBOLS = 320;

  /** Symbols are sorted by this many bits of their frequency, then by as many more. */
  private static final int DIGIT_BITS = 8;

  private static final int DIGITS = 1 << DIGIT_BITS;

  private final int[] sorted = new int[MAX_SYMBOLS];
  private final int[] half = new int[MAX_SYMBOLS];
  private final int[] work = new int[MAX_SYMBOLS];
  private final int[] places = new int[DIGITS + 1];

  /**
   * Fills in the length of each symbol's code, 0 for a symbol that does not occur.
   *
   * @param frequencies of at most 320 symbols, at least two of which occur, each less than 65,536
   *     times
   * @param longest the greatest length allowed; 2^longest codes must be enough
   */
  void find(int[] frequencies, int longest, byte[] lengths) {
    int used = 0;
    for (int symbol = 0; symbol < frequencies.length; symbol++) {
      lengths[symbol] = 0;
      if (frequencies[symbol] > 0) {
        work[used++] = symbol;
      }
    }
    sort(work, used, frequencies, 0, half);
    sort(half, used, frequencies, DIGIT_BITS, sorted);
    for (int i = 0; i < used; i++) {
      work[i] = frequencies[sorted[i]];
    }
    minimise(work, used);
    // The rarest comes first and has the longest code.
    if (work[0] > longest) {
      limit(used, longest);
    }
    for (int i = 0; i < used; i++) {
      lengths[sorted[i]] = (byte) work[i];
    }
  }

  /** Sorts symbols by the digit of their frequency that begins at a bit; equals stay in order. */
  private void sort(int[] symbols, int used, int[] frequencies, int bit, int[] sorted) {
    Arrays.fill(places, 0);
    for (int i = 0; i < used; i++) {
      places[1 + (frequencies[symbols[i]] >>> bit & DIGITS - 1)]++;
    }
    for (int digit = 1; digit < DIGITS; digit++) {
      places[digit] += places[digit - 1];
    }
    for (int i = 0; i < used; i++) {
      sorted[places[frequencies[symbols[i]] >>> bit & DIGITS - 1]++] = symbols[i];
    }
  }

  /** Turns frequencies, the smallest first, into lengths; the three phases of the paper. */
  private static void minimise(int[] a, int used) {
    // Parents of inner nodes, whose frequencies are those of their two rarest nodes without one.
    a[0] += a[1];
    int root = 0;
    int leaf = 2;
    for (int next = 1; next < used - 1; next++) {
      if (leaf >= used || a[root] < a[leaf]) {
        a[next] = a[root];
        a[root++] = next;
      } else {
        a[next] = a[leaf++];
      }
      if (leaf >= used || (root < next && a[root] < a[leaf])) {
        a[next] += a[root];
        a[root++] = next;
      } else {
        a[next] += a[leaf++];
      }
    }
    // Depths of inner nodes.
    a[used - 2] = 0;
    for (int next = used - 3; next >= 0; next--) {
      a[next] = a[a[next]] + 1;
    }
    // Depths of leaves: the places of a depth that no inner node takes.
    int places = 1;
    int depth = 0;
    int inner = used - 2;
    int next = used - 1;
    while (places > 0) {
      int taken = 0;
      while (inner >= 0 && a[inner] == depth) {
        taken++;
        inner--;
      }
      for (int i = taken; i < places; i++) {
        a[next--] = depth;
      }
      places = 2 * taken;
      depth++;
    }
  }

  /**
   * Shortens what is too long to {@code longest}, and pays for it where codes are shorter: a code
   * is moved down a level and becomes two, one for itself and one for a code of the last level.
   */
  private void limit(int used, int longest) {
    int[] codes = new int[longest + 1];
    for (int i = 0; i < used; i++) {
      codes[Math.min(work[i], longest)]++;
    }
    // The code is complete when its codes fill the last level exactly.
    int filled = 0;
    for (int length = 1; length <= longest; length++) {
      filled += codes[length] << (longest - length);
    }
    for (; filled > 1 << longest; filled--) {
      int length = longest - 1;
      while (codes[length] == 0) {
        length--;
      }
      codes[length]--;
      codes[length + 1] += 2;
      codes[longest]--;
    }
    int next = 0;
    for (int length = longest; length > 0; length--) {
      for (int i = 0; i < codes[length]; i++) {
        work[next++] = length;
      }
    }
  }
}
