package polymnist.image.png;

/**
 * A Huffman code to read by: the next bits of the stream, as many as its longest code has, are the
 * place of the symbol they begin with. Such tables and the way to fill them, by doubling, are those
 * of E. Biggers, libdeflate, 2016.
 *
 * <p>An instance keeps its table from code to code and is for one thread.
 */
final class HuffmanTable {
  /** The length in bits of the longest code that Deflate allows. */
  static final int MAX_BITS = 15;

  /** Below the symbol of an entry: its length. A long is shifted by as many bits as these say. */
  static final int LENGTH_BITS = 6;

  static final int LENGTH = (1 << LENGTH_BITS) - 1;

  private final short[] sorted = new short[320];
  private final int[] next = new int[MAX_BITS + 2];
  private int[] entries = new int[1 << 12];
  private int mask;

  /** Returns entries {@code symbol << LENGTH_BITS | length}; they change with the next code. */
  int[] entries() {
    return entries;
  }

  /** Returns which of the next bits of the stream are the place of an entry. */
  int mask() {
    return mask;
  }

  /**
   * Takes the code of which {@code lengths} tells how long each symbol's is, 0 for none.
   *
   * @param count symbols that begin at {@code from}, at most 320
   * @return false when the code is not complete: there are bits that begin no symbol's code, or
   *     several symbols'
   */
  boolean fill(byte[] lengths, int from, int count) {
    for (int length = 0; length <= MAX_BITS + 1; length++) {
      next[length] = 0;
    }
    for (int symbol = 0; symbol < count; symbol++) {
      next[lengths[from + symbol] + 1]++;
    }
    int unused = next[1];
    int longest = 0;
    int filled = 0;
    for (int length = 1; length <= MAX_BITS; length++) {
      int codes = next[length + 1];
      filled += codes << (MAX_BITS - length);
      longest = codes > 0 ? length : longest;
      // From how many symbols there are of a length to where, sorted by length, they begin.
      next[length + 1] += next[length];
    }
    if (filled != 1 << MAX_BITS) {
      return false;
    }
    for (int symbol = 0; symbol < count; symbol++) {
      sorted[next[lengths[from + symbol]]++] = (short) symbol;
    }
    if (entries.length < 1 << longest) {
      entries = new int[1 << longest];
    }
    mask = (1 << longest) - 1;
    fill(unused, longest);
    return true;
  }

  /** Enters the sorted symbols; {@link #next} now tells where those of a length end. */
  private void fill(int unused, int longest) {
    int code = 0;
    int symbol = unused;
    for (int length = 1; length <= longest; length++) {
      for (; symbol < next[length]; symbol++) {
        entries[code] = sorted[symbol] << LENGTH_BITS | length;
        // Adds one to a number whose first bit is its last: ones at its end become zeros.
        int bit = Integer.highestOneBit(~code & (1 << length) - 1);
        code = (code & (bit - 1)) | bit;
      }
      if (length < longest) {
        // What comes after a code does not matter to it. Places of longer codes are entered later.
        System.arraycopy(entries, 0, entries, 1 << length, 1 << length);
      }
    }
  }
}
