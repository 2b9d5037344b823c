package polymnist.image.png;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.Adler32;

/**
 * Decompresses zlib streams (RFC 1950) as {@link LiteralDeflater} and zlib with {@code
 * Z_HUFFMAN_ONLY} make them: dynamic blocks (RFC 1951) of bytes, with no stretch repeated. For
 * images of 28x28 pixels that takes half of zlib's time. All else, and what is damaged, is refused
 * and is for zlib, which also finds the words for what is wrong.
 *
 * <p>An instance keeps its buffers and is for one thread.
 */
final class PixelInflater {
  /** How many bytes of the array, whatever they are, must follow the stream. */
  static final int BEYOND = 12;

  private static final int END = 256;
  private static final int MAX_SYMBOLS = 286;
  private static final int MAX_DISTANCES = 30;

  private static final VarHandle EIGHT_BYTES =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle FOUR_BYTES =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private final HuffmanTable symbols = new HuffmanTable();
  private final byte[] lengths = new byte[MAX_SYMBOLS + MAX_DISTANCES];
  private final Adler32 adler = new Adler32();

  private byte[] in;
  private int at;
  private int last;
  private long bits;
  private int held;

  /**
   * Decompresses a stream.
   *
   * @param from {@link #BEYOND} more bytes follow after {@code end}
   * @param to has room for {@code expected} bytes
   * @return false when the stream is refused, or does not hold {@code expected} bytes; {@code to}
   *     may hold a part of them then
   */
  boolean inflate(byte[] from, int begin, int end, byte[] to, int expected) {
    if (end - begin < 6 || from.length < end + BEYOND || !isHeader(from[begin], from[begin + 1])) {
      return false;
    }
    in = from;
    at = begin + 2;
    // A sound stream never asks for more: the four bytes after its last block are left.
    last = end + 4;
    bits = 0;
    held = 0;
    int written = 0;
    boolean more = true;
    while (more) {
      if (!refill()) {
        return false;
      }
      more = take(1) == 0;
      if (take(2) != 2 || !readCodes()) {
        return false;
      }
      written = block(to, written, expected);
      if (written < 0) {
        return false;
      }
    }
    if (written != expected || at - held / 8 != end - 4) {
      return false;
    }
    adler.reset();
    adler.update(to, 0, expected);
    return (int) FOUR_BYTES.get(from, end - 4) == (int) adler.getValue();
  }

  /** Tells whether the stream is of Deflate, with no dictionary. */
  private static boolean isHeader(byte method, byte flags) {
    int both = (method & 0xff) << 8 | (flags & 0xff);
    return (both & 0xf00) == 0x800 && both < 0x8000 && both % 31 == 0 && (flags & 0x20) == 0;
  }

  private boolean readCodes() {
    int count = take(5) + 257;
    int distanceCount = take(5) + 1;
    int written = take(4) + 4;
    if (count > MAX_SYMBOLS || distanceCount > MAX_DISTANCES) {
      return false;
    }
    Arrays.fill(lengths, 0, LiteralDeflater.ORDER.length, (byte) 0);
    for (int i = 0; i < written; i++) {
      if (held < 3 && !refill()) {
        return false;
      }
      lengths[LiteralDeflater.ORDER[i]] = (byte) take(3);
    }
    if (!symbols.fill(lengths, 0, LiteralDeflater.ORDER.length)
        || !readLengths(count + distanceCount)) {
      return false;
    }
    // The code of distances, which follows, is for stretches that are repeated.
    return lengths[END] > 0 && symbols.fill(lengths, 0, count);
  }

  private boolean readLengths(int count) {
    int[] entries = symbols.entries();
    int mask = symbols.mask();
    int i = 0;
    while (i < count) {
      if (held < 14 && !refill()) {
        return false;
      }
      int entry = entries[(int) bits & mask];
      take(entry & HuffmanTable.LENGTH);
      int symbol = entry >>> HuffmanTable.LENGTH_BITS;
      if (symbol < 16) {
        lengths[i++] = (byte) symbol;
        continue;
      }
      if (symbol == 16 && i == 0) {
        return false;
      }
      byte repeated = symbol == 16 ? lengths[i - 1] : 0;
      int times = symbol == 16 ? 3 + take(2) : symbol == 17 ? 3 + take(3) : 11 + take(7);
      if (times > count - i) {
        return false;
      }
      Arrays.fill(lengths, i, i + times, repeated);
      i += times;
    }
    return true;
  }

  /** Decompresses a block and returns where its output ends, or -1. */
  private int block(byte[] to, int written, int expected) {
    int[] entries = symbols.entries();
    int mask = symbols.mask();
    byte[] in = this.in;
    int last = this.last;
    int at = this.at;
    long bits = this.bits;
    int held = this.held;
    while (at <= last) {
      bits |= (long) EIGHT_BYTES.get(in, at) << held;
      at += (63 - held) >>> 3;
      held |= 56;
      // Three codes have 45 bits at most.
      for (int i = 0; i < 3; i++) {
        int entry = entries[(int) bits & mask];
        bits >>>= entry;
        held -= entry & HuffmanTable.LENGTH;
        int symbol = entry >> HuffmanTable.LENGTH_BITS;
        if (symbol < END && written < expected) {
          to[written++] = (byte) symbol;
          continue;
        }
        this.at = at;
        this.bits = bits;
        this.held = held;
        return symbol == END ? written : -1;
      }
    }
    return -1;
  }

  /** Reads until at least 56 bits are held, or returns false at the end of the stream. */
  private boolean refill() {
    if (at > last) {
      return false;
    }
    bits |= (long) EIGHT_BYTES.get(in, at) << held;
    at += (63 - held) >>> 3;
    held |= 56;
    return true;
  }

  private int take(int count) {
    int taken = (int) bits & (1 << count) - 1;
    bits >>>= count;
    held -= count;
    return taken;
  }
}
