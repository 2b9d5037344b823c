package polymnist.corpus;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import polymnist.setting.UserError;
import polymnist.warehouse.InputFiles;

/**
 * One of the two sets of MNIST digits (Yann LeCun, Corinna Cortes, Christopher Burges), read from
 * its IDX files. What is read is checked against the SHA-256 of the published, unpacked files.
 *
 * @param images {@code count} images of 28 x 28 bytes, row by row, 0 is ground and 255 ink
 * @param labels a digit 0 to 9 each
 */
public record MnistDigits(byte[] images, byte[] labels) implements Serializable {
  private static final int PIXELS = CorpusShape.POLYMNIST.pixels();

  /** The two published sets, with the checksums of their unpacked files. */
  public enum DigitSet {
    TRAIN(
        "train",
        "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
        "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5"),
    TEST(
        "t10k",
        "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
        "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2");

    private final String prefix;
    private final String imagesSha256;
    private final String labelsSha256;

    DigitSet(String prefix, String imagesSha256, String labelsSha256) {
      this.prefix = prefix;
      this.imagesSha256 = imagesSha256;
      this.labelsSha256 = labelsSha256;
    }

    /** Returns the split of PolyMNIST that is made of the set. */
    Split split() {
      return this == TRAIN ? Split.TRAIN : Split.TEST;
    }
  }

  /** Returns what is read of a folder. */
  public static InputFiles files(String folder) {
    return InputFiles.named(folder, "*-ubyte*");
  }

  /**
   * Reads a set from {@code folder}, where its files lie, gzipped or not, under their published
   * names or with a dot in place of the second dash, as some programs unpack them.
   *
   * @throws UserError when a file is missing, cut or not the published one
   */
  public static MnistDigits read(String folder, DigitSet set, Configuration hadoop) {
    return new MnistDigits(
        idx(folder, set.prefix + "-images", 3, set.imagesSha256, hadoop),
        idx(folder, set.prefix + "-labels", 1, set.labelsSha256, hadoop));
  }

  /** The largest of the files has 47,040,016 bytes; what unpacks to more is none of them. */
  private static final int MAX_BYTES = 50_000_000;

  private static Path file(String folder, String name, int dimensions, Configuration hadoop)
      throws IOException {
    String ending = "idx" + dimensions + "-ubyte";
    List<String> names = new ArrayList<>();
    for (String joined : List.of(name + "-" + ending, name + "." + ending)) {
      names.addAll(List.of(joined + ".gz", joined));
    }
    for (String any : names) {
      Path path = new Path(folder, any);
      FileSystem files = path.getFileSystem(hadoop);
      // Some programs unpack a file to a folder of its name.
      if (files.exists(path) && files.getFileStatus(path).isFile()) {
        return path;
      }
    }
    throw new FileNotFoundException(new Path(folder, names.get(0)).toString());
  }

  private static byte[] idx(
      String folder, String name, int dimensions, String sha256, Configuration hadoop) {
    Path path = new Path(folder, name);
    byte[] unpacked;
    try {
      path = file(folder, name, dimensions, hadoop);
      try (InputStream in =
          new BufferedInputStream(path.getFileSystem(hadoop).open(path), 1 << 16)) {
        in.mark(2);
        boolean gzip = in.read() == 0x1f && in.read() == 0x8b;
        in.reset();
        unpacked = (gzip ? new GZIPInputStream(in) : in).readNBytes(MAX_BYTES);
      }
    } catch (FileNotFoundException e) {
      throw UserError.request(
          "there is no MNIST file %s: set synthesize.mnist to the folder of the four .gz files"
              .formatted(e.getMessage()));
    } catch (EOFException | java.util.zip.ZipException e) {
      throw UserError.request("%s is damaged: %s".formatted(path, e.getMessage()));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + path, e);
    }
    String found = DigestUtils.sha256Hex(unpacked);
    if (!found.equals(sha256)) {
      throw UserError.request(
          "%s is not the published MNIST file: SHA-256 of the unpacked file must be %s, was %s"
              .formatted(path, sha256, found));
    }
    return Arrays.copyOfRange(unpacked, 4 + 4 * dimensions, unpacked.length);
  }

  /** Returns the number of digits. */
  public int count() {
    return labels.length;
  }

  /** Returns the label of a digit, 0 to 9. */
  public int label(int digit) {
    return labels[digit];
  }

  /** Returns a digit's 28 x 28 grey values, row by row. */
  public byte[] image(int digit) {
    return Arrays.copyOfRange(images, digit * PIXELS, (digit + 1) * PIXELS);
  }
}
