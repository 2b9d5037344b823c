package polymnist.image.png;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.Adler32;

/**
 * Compresses by Huffman codes alone, as zlib does with {@code Z_HUFFMAN_ONLY}: the differences of
 * neighbouring samples hardly ever repeat a stretch of bytes, so none is looked for. The output is
 * a zlib stream (RFC 1950) of dynamic blocks (RFC 1951) that any reader takes. zlib takes several
 * times longer for an image of 28x28 pixels, most of it to prepare for longer ones.
 *
 * <p>An instance keeps its buffers and is for one thread.
 */
final class LiteralDeflater {
  /** A block has codes of its own; zlib's have as many symbols. */
  private static final int BLOCK = 1 << 14;

  /** The symbol that ends a block; those below it are bytes. */
  private static final int END = 256;

  /** Two codes of one bit: no distance is ever coded, but some readers want a complete code. */
  private static final int DISTANCES = 2;

  private static final int LENGTHS = END + 1 + DISTANCES;

  /** Symbols of the code in which code lengths are written: 0 to 15 are lengths, these repeat. */
  private static final int REPEAT = 16;

  private static final int ZEROS = 17;
  private static final int MANY_ZEROS = 18;
  private static final int MAX_LENGTH_BITS = 7;

  /** In which order the code lengths of that code are written. */
  static final int[] ORDER = {16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};

  private static final VarHandle EIGHT_BYTES =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final HuffmanLengths huffman = new HuffmanLengths();
  private final Adler32 adler = new Adler32();
  private final int[] frequencies = new int[END + 1];
  private final int[] odd = new int[END + 1];
  private final byte[] lengths = new byte[LENGTHS];
  private final int[] codes = new int[END + 1];
  private final int[] runs = new int[LENGTHS];
  private final int[] runFrequencies = new int[ORDER.length];
  private final byte[] runLengths = new byte[ORDER.length];
  private final int[] runCodes = new int[ORDER.length];

  private byte[] out;
  private int at;
  private long bits;
  private int held;

  /** Returns how many bytes {@link #deflate} needs room for at most. */
  static int room(int length) {
    // A byte has 8 bits or, of all 257 symbols, two have 9; lengths of codes take 7 bits or less,
    // and the last bits are written eight bytes at a time.
    return length + length / 64 + (length / BLOCK + 1) * 300 + 16;
  }

  /**
   * Writes the stream of {@code length} bytes of {@code data} and returns where it ends.
   *
   * @param length at least 1
   * @param to has {@link #room} from {@code from} on
   */
  int deflate(byte[] data, int length, byte[] to, int from) {
    out = to;
    at = from;
    bits = 0;
    held = 0;
    // Deflate with a window of 32 kB, "fastest": what zlib writes.
    put(0x0178, 16);
    for (int begin = 0; begin < length; begin += BLOCK) {
      int end = Math.min(length, begin + BLOCK);
      put(end == length ? 1 : 0, 1);
      block(data, begin, end);
    }
    put(0, -held & 7);
    adler.reset();
    adler.update(data, 0, length);
    put(Integer.reverseBytes((int) adler.getValue()) & 0xffffffffL, 32);
    out = null;
    return at;
  }

  private void block(byte[] data, int begin, int end) {
    put(2, 2);
    count(data, begin, end);
    huffman.find(frequencies, HuffmanTable.MAX_BITS, lengths);
    lengths[END + 1] = 1;
    lengths[END + 2] = 1;
    codes(lengths, codes);
    putLengths();
    putBytes(data, begin, end);
    put(codes[END] & 0xffff, codes[END] >>> 16);
  }

  private void count(byte[] data, int begin, int end) {
    Arrays.fill(frequencies, 0);
    Arrays.fill(odd, 0);
    int i = begin;
    // Neighbours are often equal; in two tables, one need not wait for the other.
    for (; i + 1 < end; i += 2) {
      frequencies[data[i] & 0xff]++;
      odd[data[i + 1] & 0xff]++;
    }
    if (i < end) {
      odd[data[i] & 0xff]++;
    }
    for (int symbol = 0; symbol < END; symbol++) {
      frequencies[symbol] += odd[symbol];
    }
    frequencies[END] = 1;
  }

  /** Gives out codes in the order of RFC 1951, 3.2.2: bits from the last, with length << 16. */
  private static void codes(byte[] lengths, int[] codes) {
    int[] next = new int[HuffmanTable.MAX_BITS + 2];
    for (int symbol = 0; symbol < codes.length; symbol++) {
      next[lengths[symbol] + 1]++;
    }
    next[1] = 0;
    for (int length = 1; length <= HuffmanTable.MAX_BITS; length++) {
      // What is counted are the codes that are shorter by one.
      next[length] = (next[length] + next[length - 1]) << 1;
    }
    for (int symbol = 0; symbol < codes.length; symbol++) {
      int length = lengths[symbol];
      if (length > 0) {
        codes[symbol] = Integer.reverse(next[length]++) >>> (32 - length) | length << 16;
      }
    }
  }

  /** Writes the code lengths of all symbols, runs of them shortened, in a code of their own. */
  private void putLengths() {
    int count = shorten();
    Arrays.fill(runFrequencies, 0);
    for (int i = 0; i < count; i++) {
      runFrequencies[runs[i] & 0xff]++;
    }
    huffman.find(runFrequencies, MAX_LENGTH_BITS, runLengths);
    codes(runLengths, runCodes);
    int written = ORDER.length;
    while (runLengths[ORDER[written - 1]] == 0) {
      written--;
    }
    // How many symbols there are of each kind, less the least there may be.
    put(END + 1 - 257, 5);
    put(DISTANCES - 1, 5);
    put(written - 4, 4);
    for (int i = 0; i < written; i++) {
      put(runLengths[ORDER[i]], 3);
    }
    for (int i = 0; i < count; i++) {
      int symbol = runs[i] & 0xff;
      put(runCodes[symbol] & 0xffff, runCodes[symbol] >>> 16);
      if (symbol >= REPEAT) {
        put(runs[i] >>> 8, symbol == REPEAT ? 2 : symbol == ZEROS ? 3 : 7);
      }
    }
  }

  /** Fills {@link #runs} with symbols, and from bit 8 how often they repeat; returns how many. */
  private int shorten() {
    int count = 0;
    for (int i = 0; i < LENGTHS; ) {
      byte length = lengths[i];
      int end = i + 1;
      while (end < LENGTHS && lengths[end] == length) {
        end++;
      }
      if (length != 0) {
        runs[count++] = length;
        i++;
      }
      int least = length == 0 ? 11 : 3;
      int most = length == 0 ? 138 : 6;
      for (; end - i >= least; i += Math.min(most, end - i)) {
        runs[count++] =
            (length == 0 ? MANY_ZEROS : REPEAT) | (Math.min(most, end - i) - least) << 8;
      }
      if (length == 0 && end - i >= 3) {
        runs[count++] = ZEROS | (end - i - 3) << 8;
        i = end;
      }
      for (; i < end; i++) {
        runs[count++] = length;
      }
    }
    return count;
  }

  /** Three bytes at a time: with the bits held, their codes have less than 64. */
  private void putBytes(byte[] data, int begin, int end) {
    int[] codes = this.codes;
    byte[] out = this.out;
    int at = this.at;
    long bits = this.bits;
    int held = this.held;
    int i = begin;
    for (; i + 2 < end; i += 3) {
      int code = codes[data[i] & 0xff];
      bits |= (long) (code & 0xffff) << held;
      held += code >>> 16;
      code = codes[data[i + 1] & 0xff];
      bits |= (long) (code & 0xffff) << held;
      held += code >>> 16;
      code = codes[data[i + 2] & 0xff];
      bits |= (long) (code & 0xffff) << held;
      held += code >>> 16;
      EIGHT_BYTES.set(out, at, bits);
      at += held >>> 3;
      bits >>>= held & ~7;
      held &= 7;
    }
    this.at = at;
    this.bits = bits;
    this.held = held;
    for (; i < end; i++) {
      int code = codes[data[i] & 0xff];
      put(code & 0xffff, code >>> 16);
    }
  }

  /** Writes up to 32 bits, the last first; fewer than eight are held back. */
  private void put(long value, int count) {
    bits |= value << held;
    held += count;
    EIGHT_BYTES.set(out, at, bits);
    at += held >>> 3;
    bits >>>= held & ~7;
    held &= 7;
  }
}
