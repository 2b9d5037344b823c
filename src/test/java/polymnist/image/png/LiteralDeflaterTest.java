package polymnist.image.png;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** zlib is the judge. */
class LiteralDeflaterTest {
  private final LiteralDeflater deflater = new LiteralDeflater();
  private final PixelInflater inflater = new PixelInflater();

  /** Returns bytes about zero, the farther the rarer; flat bytes when {@code spread} is 0. */
  static byte[] differences(int length, double spread, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) Math.round(random.nextGaussian() * spread);
    }
    return bytes;
  }

  private byte[] deflated(byte[] bytes) {
    byte[] out = new byte[3 + LiteralDeflater.room(bytes.length)];
    return Arrays.copyOfRange(out, 3, deflater.deflate(bytes, bytes.length, out, 3));
  }

  private static byte[] inflatedByZlib(byte[] stream, int length) throws DataFormatException {
    Inflater zlib = new Inflater();
    zlib.setInput(stream);
    byte[] out = new byte[length + 1];
    int got = zlib.inflate(out);
    assertThat(zlib.finished()).isTrue();
    assertThat(zlib.getRemaining()).isZero();
    zlib.end();
    return Arrays.copyOf(out, got);
  }

  private static byte[] deflatedByZlib(byte[] bytes, int strategy) {
    Deflater zlib = new Deflater(Deflater.BEST_SPEED);
    zlib.setStrategy(strategy);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (DeflaterOutputStream stream = new DeflaterOutputStream(out, zlib)) {
      stream.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    zlib.end();
    return out.toByteArray();
  }

  private byte[] inflated(byte[] stream, int length) {
    byte[] out = new byte[length];
    byte[] followed = Arrays.copyOf(stream, stream.length + PixelInflater.BEYOND);
    return inflater.inflate(followed, 0, stream.length, out, length) ? out : null;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 255, 2380, 16_384, 16_385, 100_000})
  void zlibReadsWhatWasWrittenAndSoDoWe(int length) throws DataFormatException {
    for (double spread : new double[] {0, 0.3, 2, 12, 60, 1000}) {
      byte[] bytes = differences(length, spread, length);
      byte[] stream = deflated(bytes);
      assertThat(inflatedByZlib(stream, length)).isEqualTo(bytes);
      assertThat(inflated(stream, length)).isEqualTo(bytes);
    }
  }

  @Test
  void codesThatWouldBeTooLongAreWrittenToo() throws DataFormatException {
    // As frequent as Fibonacci's numbers, up to a whole block.
    byte[] bytes = new byte[17_709];
    int at = 0;
    int frequency = 1;
    int next = 1;
    for (byte symbol = 0; at + frequency <= bytes.length; symbol++) {
      Arrays.fill(bytes, at, at + frequency, symbol);
      at += frequency;
      int sum = frequency + next;
      frequency = next;
      next = sum;
    }
    byte[] stream = deflated(bytes);
    assertThat(inflatedByZlib(stream, bytes.length)).isEqualTo(bytes);
    assertThat(inflated(stream, bytes.length)).isEqualTo(bytes);
  }

  @Test
  void itIsAsSmallAsZlibMakesIt() {
    for (double spread : new double[] {1, 5, 20}) {
      byte[] bytes = differences(2380, spread, 5);
      int zlibs = deflatedByZlib(bytes, Deflater.HUFFMAN_ONLY).length;
      assertThat(deflated(bytes).length).isLessThanOrEqualTo(zlibs + 4);
    }
  }

  @Test
  void theSameBytesAreWrittenInTheSameWayWhateverCameBefore() {
    byte[] bytes = differences(2380, 10, 1);
    byte[] first = deflated(bytes);
    deflated(differences(50_000, 70, 2));
    deflated(new byte[1]);
    assertThat(deflated(bytes)).isEqualTo(first);
  }

  @Test
  void zlibsStreamsAreReadOrLeftToIt() {
    byte[] bytes = differences(2380, 8, 6);
    assertThat(inflated(deflatedByZlib(bytes, Deflater.HUFFMAN_ONLY), 2380)).isEqualTo(bytes);
    // Runs that are repeated, and a code that is not written out.
    byte[] flat = new byte[2380];
    assertThat(inflated(deflatedByZlib(flat, Deflater.DEFAULT_STRATEGY), 2380)).isNull();
  }

  @Test
  void aStreamOfAnotherLengthIsRefused() {
    byte[] stream = deflated(differences(2380, 8, 7));
    assertThat(inflated(stream, 2379)).isNull();
    assertThat(inflated(stream, 2381)).isNull();
  }

  @Test
  void noStreamThatIsCutIsAccepted() {
    byte[] stream = deflated(differences(300, 8, 8));
    for (int length = 0; length < stream.length; length++) {
      assertThat(inflated(Arrays.copyOf(stream, length), 300)).as("%d bytes", length).isNull();
    }
  }

  @Test
  void damagedStreamsAreRefusedOrReadAsZlibReadsThem() throws DataFormatException {
    byte[] bytes = differences(300, 8, 9);
    byte[] stream = deflated(bytes);
    SplittableRandom random = new SplittableRandom(10);
    for (int trial = 0; trial < 20_000; trial++) {
      byte[] damaged = stream.clone();
      int damages = 1 + random.nextInt(4);
      for (int i = 0; i < damages; i++) {
        // Mostly at the beginning, where the codes are.
        int at = random.nextInt(random.nextBoolean() ? damaged.length : 60);
        damaged[at] = (byte) random.nextInt(256);
      }
      byte[] read = inflated(damaged, 300);
      if (read != null) {
        assertThat(read).isEqualTo(inflatedByZlib(damaged, 300));
      }
    }
  }

  @Test
  void randomBytesAfterASoundHeaderAreRefused() {
    SplittableRandom random = new SplittableRandom(11);
    for (int trial = 0; trial < 20_000; trial++) {
      byte[] stream = new byte[6 + random.nextInt(200)];
      random.nextBytes(stream);
      stream[0] = 0x78;
      stream[1] = 0x01;
      stream[2] = (byte) ((stream[2] & ~7) | 5);
      assertThat(inflated(stream, 50)).isNull();
    }
  }
}
