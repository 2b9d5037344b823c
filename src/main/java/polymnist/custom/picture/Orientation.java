package polymnist.custom.picture;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import polymnist.image.Image;

/**
 * How a camera was held: the orientation tag ("Exchangeable image file format for digital still
 * cameras: Exif", JEITA CP-3451) of JPEG, PNG, WebP and TIFF, which decoders leave to their
 * callers.
 */
public final class Orientation {
  /** The directory of tags: at the start of a TIFF, else behind the name of a segment or chunk. */
  private static final Pattern DIRECTORY =
      Pattern.compile("(?s)(?:^|Exif\\x00\\x00|eXIf|EXIF.{4})(?<start>II\\x2a\\x00|MM\\x00\\x2a)");

  private static final int TAG = 0x0112;
  private static final int SHORT = 3;
  private static final int ENTRY_BYTES = 12;
  private static final int UPRIGHT = 1;

  private Orientation() {}

  /** Returns the tag, 1 to 8; 1, upright, where there is none that can be read. */
  public static int of(byte[] file) {
    Matcher found = DIRECTORY.matcher(new String(file, StandardCharsets.ISO_8859_1));
    if (!found.find()) {
      return UPRIGHT;
    }
    int start = found.start("start");
    ByteBuffer tiff = ByteBuffer.wrap(file, start, file.length - start).slice();
    tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    try {
      int directory = tiff.getInt(4);
      int entries = tiff.getShort(directory) & 0xffff;
      for (int i = 0; i < entries; i++) {
        int entry = directory + 2 + i * ENTRY_BYTES;
        if ((tiff.getShort(entry) & 0xffff) == TAG && tiff.getShort(entry + 2) == SHORT) {
          int value = tiff.getShort(entry + 8);
          return value >= 1 && value <= 8 ? value : UPRIGHT;
        }
      }
    } catch (IndexOutOfBoundsException e) {
      // The file ends before its tags do.
      return UPRIGHT;
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
