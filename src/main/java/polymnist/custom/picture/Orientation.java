package polymnist.custom.picture;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import polymnist.image.Image;

/**
 * How a camera was held: the orientation tag ("Exchangeable image file format for digital still
 * cameras: Exif", JEITA CP-3451) of JPEG, PNG, WebP and TIFF, which decoders leave to their
 * callers.
 */
public final class Orientation {
  private static final int JPEG_START = 0xffd8;
  private static final int APPLICATION_1 = 0xffe1;
  private static final int START_OF_SCAN = 0xffda;
  private static final long PNG_SIGNATURE = 0x89504e470d0a1a0aL;
  private static final int PNG_EXIF = 0x65584966;
  private static final int RIFF = 0x52494646;
  private static final int WEBP = 0x57454250;
  private static final int WEBP_EXIF = 0x45584946;
  private static final int EXIF = 0x45786966;
  private static final int LITTLE_ENDIAN = 0x4949;
  private static final int LITTLE_ENDIAN_TIFF = 0x49492a00;
  private static final int BIG_ENDIAN_TIFF = 0x4d4d002a;
  private static final int TAG = 0x0112;
  private static final int ENTRY_BYTES = 12;
  private static final int UPRIGHT = 1;

  private Orientation() {}

  /** Returns the tag, 1 to 8; 1, upright, where there is none that can be read. */
  public static int of(byte[] file) {
    ByteBuffer in = ByteBuffer.wrap(file);
    try {
      int start = in.getInt(0);
      if (start >>> 16 == JPEG_START) {
        return ofJpeg(in.position(2));
      }
      if (start == LITTLE_ENDIAN_TIFF || start == BIG_ENDIAN_TIFF) {
        return ofTiff(in);
      }
      if (in.getLong(0) == PNG_SIGNATURE) {
        return ofPng(in.position(8));
      }
      return start == RIFF && in.getInt(8) == WEBP ? ofWebp(in.position(12)) : UPRIGHT;
    } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
      // The file, or what it tells of the camera, ends too early.
      return UPRIGHT;
    }
  }

  private static int ofJpeg(ByteBuffer in) {
    while (true) {
      int marker = in.getShort(in.position()) & 0xffff;
      int length = in.getShort(in.position() + 2) & 0xffff;
      in.position(in.position() + 4);
      if (marker == START_OF_SCAN || length < 2) {
        return UPRIGHT;
      }
      if (marker == APPLICATION_1 && length >= 16 && in.getInt(in.position()) == EXIF) {
        return ofTiff(in.slice(in.position() + 6, length - 8));
      }
      in.position(in.position() + length - 2);
    }
  }

  private static int ofPng(ByteBuffer in) {
    while (true) {
      int length = in.getInt(in.position());
      if (in.getInt(in.position() + 4) == PNG_EXIF) {
        return ofTiff(in.slice(in.position() + 8, length));
      }
      in.position(Math.addExact(in.position() + 12, Math.max(0, length)));
    }
  }

  private static int ofWebp(ByteBuffer in) {
    while (true) {
      int length = Integer.reverseBytes(in.getInt(in.position() + 4));
      int data = in.position() + 8;
      if (in.getInt(in.position()) == WEBP_EXIF) {
        int before = in.getInt(data) == EXIF ? 6 : 0;
        return ofTiff(in.slice(data + before, length - before));
      }
      in.position(Math.addExact(data, Math.max(0, length) + (length & 1)));
    }
  }

  private static int ofTiff(ByteBuffer tiff) {
    boolean little = tiff.getShort(0) == LITTLE_ENDIAN;
    tiff.order(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    int directory = tiff.getInt(4);
    if (directory < 8 || directory > tiff.limit() - 2) {
      return UPRIGHT;
    }
    int entries = tiff.getShort(directory) & 0xffff;
    for (int i = 0; i < entries; i++) {
      int entry = directory + 2 + i * ENTRY_BYTES;
      if (entry + ENTRY_BYTES > tiff.limit()) {
        return UPRIGHT;
      }
      if ((tiff.getShort(entry) & 0xffff) == TAG) {
        int value = tiff.getShort(entry + 8);
        return value >= 1 && value <= 8 ? value : UPRIGHT;
      }
    }
    return UPRIGHT;
  }

  /** Returns a stored picture as it was seen, given its tag, 1 to 8. */
  public static Image upright(Image stored, int tag) {
    if (tag == UPRIGHT) {
      return stored;
    }
    boolean turned = tag >= 5;
    int height = turned ? stored.width() : stored.height();
    int width = turned ? stored.height() : stored.width();
    boolean fromBottom = tag == 3 || tag == 4 || tag == 7 || tag == 8;
    boolean fromRight = tag == 2 || tag == 3 || tag == 6 || tag == 7;
    Image upright = Image.black(stored.channels(), height, width);
    int at = 0;
    for (int channel = 0; channel < stored.channels(); channel++) {
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          int v = fromBottom ? height - 1 - y : y;
          int u = fromRight ? width - 1 - x : x;
          upright.samples()[at++] =
              (byte) (turned ? stored.at(channel, u, v) : stored.at(channel, v, u));
        }
      }
    }
    return upright;
  }
}
