package polymnist.train.shard;

import static polymnist.corpus.CorpusShape.POLYMNIST;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.zip.CRC32C;
import polymnist.chance.Chance;
import polymnist.image.Image;

/**
 * Some thousand training images in one file, or the digits that are pasted on photos to make them,
 * as bytes: a header, a checksum (CRC-32C), the labels, the modalities of digits, the samples.
 *
 * @param labels one byte an image, 0 to 9
 * @param modalities one byte a digit, from 0; empty in a shard of images
 * @param samples unsigned bytes, [n,3,28,28] of images or [n,28,28] of digits; there may be more,
 *     which mean nothing
 */
public record Shard(byte[] labels, byte[] modalities, byte[] samples) {
  /** The label of an image that is of no class. */
  public static final int NONE = -1;

  /** So many may be asked for in a shard: as it is drawn by chance who comes, a few more fit. */
  public static final int MOST_IMAGES = 800_000;

  private static final int MAGIC = 0x504d5333;
  private static final int SPARE = 16;
  private static final int MAX_IMAGES = Integer.MAX_VALUE / POLYMNIST.samples();

  public Shard {
    if (samples.length < samples(labels, modalities)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%d images need %d samples, got %d",
              labels.length,
              samples(labels, modalities),
              samples.length));
    }
  }

  /** Makes a shard of images. */
  public Shard(byte[] labels, byte[] samples) {
    this(labels, new byte[0], samples);
  }

  /** Returns how many samples mean something. */
  private static int samples(byte[] labels, byte[] modalities) {
    return labels.length * (modalities.length == 0 ? POLYMNIST.samples() : POLYMNIST.pixels());
  }

  public int images() {
    return labels.length;
  }

  /** Returns a copy of the image in a place from 0, of a shard of images. */
  public Image image(int place) {
    int from = place * POLYMNIST.samples();
    return new Image(
        POLYMNIST.channels(),
        POLYMNIST.side(),
        POLYMNIST.side(),
        Arrays.copyOfRange(samples, from, from + POLYMNIST.samples()));
  }

  /** Returns a copy of the digit in a place from 0, [28,28], of a shard of digits. */
  byte[] digit(int place) {
    int from = place * POLYMNIST.pixels();
    return Arrays.copyOfRange(samples, from, from + POLYMNIST.pixels());
  }

  void write(OutputStream out) throws IOException {
    DataOutputStream data = new DataOutputStream(out);
    data.writeInt(MAGIC);
    data.writeInt(labels.length);
    data.writeInt(modalities.length);
    data.writeInt(checksum());
    data.write(labels);
    data.write(modalities);
    data.write(samples, 0, samples(labels, modalities));
    data.flush();
  }

  private int checksum() {
    CRC32C sum = new CRC32C();
    sum.update(labels);
    sum.update(modalities);
    sum.update(samples, 0, samples(labels, modalities));
    return (int) sum.getValue();
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @param room is used for the samples if it is large enough
   * @throws IOException when the bytes are no shard, cut or changed
   */
  static Shard read(InputStream in, byte[] room) throws IOException {
    DataInputStream data = new DataInputStream(in);
    int magic = data.readInt();
    int images = data.readInt();
    int digits = data.readInt();
    if (magic != MAGIC || images < 0 || images > MAX_IMAGES || (digits != 0 && digits != images)) {
      throw new IOException("is no shard of training images");
    }
    byte[] labels = new byte[images];
    byte[] modalities = new byte[digits];
    int checksum = data.readInt();
    data.readFully(labels);
    data.readFully(modalities);
    int length = samples(labels, modalities);
    // Somewhat more than is needed, as the next shard may be larger.
    byte[] samples = room.length < length ? new byte[length + length / SPARE] : room;
    data.readFully(samples, 0, length);
    if (data.read() != -1) {
      throw new EOFException("a shard is longer than its header says");
    }
    Shard shard = new Shard(labels, modalities, samples);
    if (shard.checksum() != checksum) {
      throw new IOException("the images of a shard do not have the checksum of its header");
    }
    return shard;
  }

  /** Returns the order in which an epoch takes the images: a permutation of 0 to {@code images}. */
  static int[] order(int images, long seed, int shard, int epoch) {
    SplittableRandom random = Chance.generator(seed, "order", shard, epoch);
    int[] order = new int[images];
    for (int i = 0; i < images; i++) {
      int swap = random.nextInt(i + 1);
      order[i] = order[swap];
      order[swap] = i;
    }
    return order;
  }

  /**
   * Writes the images of a shard of images at {@code order[from]} to {@code order[to - 1]},
   * [n,3,28,28], as signed bytes: 128 less than their samples.
   *
   * @param target takes {@code (to - from) * 2352} bytes from its start
   */
  void signed(int[] order, int from, int to, ByteBuffer target) {
    byte[] image = new byte[POLYMNIST.samples()];
    for (int i = from; i < to; i++) {
      int source = order[i] * POLYMNIST.samples();
      for (int s = 0; s < POLYMNIST.samples(); s++) {
        image[s] = (byte) (samples[source + s] ^ 0x80);
      }
      target.put((i - from) * POLYMNIST.samples(), image);
    }
  }

  /**
   * Returns what a network is to answer to the same images, [n,10]: a one at the label, and equal
   * shares where there is {@link #NONE}.
   */
  float[] targets(int[] order, int from, int to) {
    int width = POLYMNIST.classes();
    float[] targets = new float[(to - from) * width];
    for (int i = from; i < to; i++) {
      int row = (i - from) * width;
      if (labels[order[i]] == NONE) {
        Arrays.fill(targets, row, row + width, 1f / width);
      } else {
        targets[row + labels[order[i]]] = 1;
      }
    }
    return targets;
  }
}
