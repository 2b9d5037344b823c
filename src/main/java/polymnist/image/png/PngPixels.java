package polymnist.image.png;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import polymnist.image.Image;
import polymnist.image.UnreadableImage;

/**
 * The pixels of plain PNG files (W3C, "Portable Network Graphics Specification", 2nd edition 2003):
 * 8-bit grey or colour, not interlaced, with no chunks but header, data and end. Small images come
 * by the million, and the JDK's coder takes more time for what surrounds one than for its pixels.
 *
 * <p>An instance keeps its buffers from image to image and is for one thread.
 */
final class PngPixels {
  private static final int GREY = 0;
  private static final int COLOUR = 2;
  private static final int SUB = 1;
  private static final int UP = 2;
  private static final int AVERAGE = 3;
  private static final int PAETH = 4;

  /** Signature, header with its length, type and checksum: all before the first data. */
  private static final int HEAD = 8 + 12 + 13;

  private static final byte[] IEND = {
    0, 0, 0, 0, 'I', 'E', 'N', 'D', (byte) 0xae, 0x42, 0x60, (byte) 0x82
  };

  /** Of larger images no buffer is kept, and the JDK decodes them. */
  private static final int MAX_BYTES = 1 << 20;

  private final PixelInflater pixels = new PixelInflater();
  private final Inflater inflater = new Inflater();
  private final LiteralDeflater deflater = new LiteralDeflater();
  private final CRC32 crc = new CRC32();
  private byte[] lines = new byte[0];
  private byte[] file = new byte[0];

  /**
   * Returns the image of 1 or 3 channels as a file. Each sample is coded as its difference from the
   * one to the left, which for photos is the best of the filters that need no trial.
   */
  byte[] encode(Image image) {
    int channels = image.channels();
    int width = image.width();
    int height = image.height();
    int unpacked = height * (1 + width * channels);
    lines = room(lines, unpacked);
    filter(image);
    file = room(file, HEAD + 8 + LiteralDeflater.room(unpacked) + 4 + IEND.length);
    int length = deflater.deflate(lines, unpacked, file, HEAD + 8) - HEAD - 8;
    ByteBuffer out = ByteBuffer.wrap(file);
    out.putLong(Png.SIGNATURE);
    out.putInt(13).put("IHDR".getBytes(StandardCharsets.ISO_8859_1));
    out.putInt(width).putInt(height).put((byte) 8).put((byte) (channels == 1 ? GREY : COLOUR));
    out.put((byte) 0).put((byte) 0).put((byte) 0);
    out.putInt(checksum(file, 12, 17));
    out.putInt(length).put("IDAT".getBytes(StandardCharsets.ISO_8859_1));
    int data = out.position();
    out.position(data + length);
    out.putInt(checksum(file, data - 4, length + 4));
    out.put(IEND);
    byte[] whole = Arrays.copyOf(file, out.position());
    if (file.length > MAX_BYTES) {
      file = new byte[0];
      lines = new byte[0];
    }
    return whole;
  }

  /** Fills {@link #lines}: each begins with the number of its filter. */
  private void filter(Image image) {
    int channels = image.channels();
    int width = image.width();
    int stride = 1 + width * channels;
    byte[] samples = image.samples();
    int plane = image.height() * width;
    for (int y = 0; y < image.height(); y++) {
      lines[y * stride] = SUB;
      for (int channel = 0; channel < channels; channel++) {
        int from = channel * plane + y * width;
        int to = y * stride + 1 + channel;
        int left = 0;
        for (int x = 0; x < width; x++, to += channels) {
          int sample = samples[from + x];
          lines[to] = (byte) (sample - left);
          left = sample;
        }
      }
    }
  }

  /**
   * Returns the pixels of a file whose chunks were checked, or null when it is not as plain as this
   * class reads.
   *
   * @throws UnreadableImage when its data are not those of its header
   */
  Image decode(byte[] bytes) throws UnreadableImage {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    int width = in.getInt(16);
    int height = in.getInt(20);
    int channels = in.get(25) == GREY ? 1 : 3;
    boolean plain =
        in.get(24) == 8
            && (in.get(25) == GREY || in.get(25) == COLOUR)
            && in.get(26) == 0
            && in.get(27) == 0
            && in.get(28) == 0;
    int data = plain ? onlyData(in) : -1;
    int stride = 1 + width * channels;
    if (data < 0 || (long) height * stride > MAX_BYTES) {
      return null;
    }
    lines = room(lines, height * stride);
    inflate(bytes, data, in.getInt(data), height * stride);
    Image image = Image.black(channels, height, width);
    for (int y = 0; y < height; y++) {
      unfilter(y * stride, y == 0 ? -1 : (y - 1) * stride, stride, channels);
      for (int channel = 0; channel < channels; channel++) {
        int to = channel * height * width + y * width;
        int from = y * stride + 1 + channel;
        for (int x = 0; x < width; x++, from += channels) {
          image.samples()[to + x] = lines[from];
        }
      }
    }
    return image;
  }

  /** Returns where the one data chunk begins, or -1 when there are more, or others. */
  private static int onlyData(ByteBuffer in) {
    if (!isChunk(in, HEAD, "IDAT")) {
      return -1;
    }
    int next = HEAD + 12 + in.getInt(HEAD);
    return isChunk(in, next, "IEND") ? HEAD : -1;
  }

  private static boolean isChunk(ByteBuffer in, int at, String type) {
    for (int i = 0; i < 4; i++) {
      if (in.get(at + 4 + i) != type.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private void inflate(byte[] bytes, int chunk, int length, int expected) throws UnreadableImage {
    if (pixels.inflate(bytes, chunk + 8, chunk + 8 + length, lines, expected)) {
      return;
    }
    inflater.reset();
    inflater.setInput(bytes, chunk + 8, length);
    try {
      int got = 0;
      while (got < expected) {
        int more = inflater.inflate(lines, got, expected - got);
        if (more == 0) {
          throw new UnreadableImage("does not decode: its pixels end too early");
        }
        got += more;
      }
      // Reads the checksum of the pixels too.
      if (!inflater.finished() && (inflater.inflate(new byte[1]) != 0 || !inflater.finished())) {
        throw new UnreadableImage("does not decode: its pixels do not end");
      }
    } catch (DataFormatException e) {
      throw new UnreadableImage("does not decode: " + e.getMessage(), e);
    }
  }

  /** Undoes the filter of a line in place; a loop for each filter, so that none asks which. */
  private void unfilter(int line, int above, int stride, int channels) throws UnreadableImage {
    byte[] all = lines;
    int first = line + 1;
    int second = first + channels;
    int end = line + stride;
    // Above the first line all is zero.
    int back = above < 0 ? 0 : line - above;
    switch (all[line]) {
      case 0 -> {}
      case SUB -> {
        for (int i = second; i < end; i++) {
          all[i] += all[i - channels];
        }
      }
      case UP -> {
        for (int i = first; i < end && back > 0; i++) {
          all[i] += all[i - back];
        }
      }
      case AVERAGE -> {
        for (int i = first; i < end; i++) {
          int left = i < second ? 0 : all[i - channels] & 0xff;
          int up = back == 0 ? 0 : all[i - back] & 0xff;
          all[i] += (byte) ((left + up) / 2);
        }
      }
      case PAETH -> {
        for (int i = first; i < end; i++) {
          int left = i < second ? 0 : all[i - channels] & 0xff;
          int up = back == 0 ? 0 : all[i - back] & 0xff;
          int corner = i < second || back == 0 ? 0 : all[i - back - channels] & 0xff;
          all[i] += (byte) paeth(left, up, corner);
        }
      }
      default -> throw new UnreadableImage("does not decode: no filter has number " + all[line]);
    }
  }

  private static int paeth(int left, int up, int corner) {
    int estimate = left + up - corner;
    int fromLeft = Math.abs(estimate - left);
    int fromUp = Math.abs(estimate - up);
    int fromCorner = Math.abs(estimate - corner);
    if (fromLeft <= fromUp && fromLeft <= fromCorner) {
      return left;
    }
    return fromUp <= fromCorner ? up : corner;
  }

  private int checksum(byte[] bytes, int from, int length) {
    crc.reset();
    crc.update(bytes, from, length);
    return (int) crc.getValue();
  }

  private static byte[] room(byte[] buffer, int length) {
    return buffer.length >= length ? buffer : new byte[length];
  }
}
