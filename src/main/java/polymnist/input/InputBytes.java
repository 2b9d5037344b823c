package polymnist.input;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.ChecksumException;
import org.apache.hadoop.fs.ChecksumFileSystem;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.security.AccessControlException;
import polymnist.image.UnreadableImage;

/**
 * The bytes of a file. What is the file's fault is told of the file; a fault of the machine is
 * tried again, and then fails the job: it says nothing about the file.
 */
public final class InputBytes {
  /** No picture that is read here is larger; more would endanger the memory of all. */
  public static final int MAX_PICTURE_BYTES = 64 << 20;

  private static final int TRIES = 3;
  private static final long PAUSE_MILLIS = 200;

  private InputBytes() {}

  /**
   * Reads a file.
   *
   * @param most bytes that it may have
   * @throws UnreadableImage when it is larger, gone, not to be read by this user, or differs from
   *     its checksum
   * @throws UncheckedIOException when it cannot be read after several tries
   */
  public static byte[] read(InputFile file, int most, Configuration hadoop) throws UnreadableImage {
    if (file.problem() != null) {
      throw new UnreadableImage(file.problem());
    }
    if (file.bytes() > most) {
      throw tooLarge(file.bytes(), most);
    }
    try {
      return retrying(file.location(), () -> readOnce(file, most, hadoop));
    } catch (IOException e) {
      // Java tells of a file without the right to read it that it is not there.
      throw new UnreadableImage("cannot be read: " + e.getMessage(), e);
    }
  }

  /** Reading a file once. */
  public interface Attempt<T, X extends Exception> {
    T read() throws IOException, X;
  }

  /**
   * Reads something, several times where the machine fails.
   *
   * @throws IOException when it is the file's own fault: it is gone, not to be read by this user,
   *     or differs from its checksum
   * @throws UncheckedIOException when it cannot be read after several tries
   */
  public static <T, X extends Exception> T retrying(String location, Attempt<T, X> attempt)
      throws IOException, X {
    IOException last = null;
    for (int tried = 1; tried <= TRIES; tried++) {
      try {
        return attempt.read();
      } catch (ChecksumException
          | AccessControlException
          | AccessDeniedException
          | FileNotFoundException e) {
        throw e;
      } catch (IOException e) {
        last = e;
        pause(tried);
      }
    }
    throw new UncheckedIOException(
        "cannot read %s, tried %s times".formatted(location, Integer.toString(TRIES)), last);
  }

  private static byte[] readOnce(InputFile file, int most, Configuration hadoop)
      throws IOException, UnreadableImage {
    // Between the listing and now the file may have grown.
    try (InputStream in = open(file, hadoop)) {
      byte[] bytes = in.readNBytes(most);
      if (bytes.length == most && in.read() >= 0) {
        throw tooLarge(most + 1L, most);
      }
      return bytes;
    }
  }

  /** Opens a file once. */
  public static InputStream open(InputFile file, Configuration hadoop) throws IOException {
    Path path = new Path(file.location());
    FileSystem files = path.getFileSystem(hadoop);
    // Hadoop cannot name the checksum file of such a name.
    return files instanceof ChecksumFileSystem checked && path.getName().contains(":")
        ? checked.getRawFileSystem().open(path)
        : files.open(path);
  }

  private static UnreadableImage tooLarge(long bytes, int most) {
    return new UnreadableImage(
        String.format(
            Locale.ROOT, "is too large: it has %,d bytes, at most %,d are read", bytes, most));
  }

  private static void pause(int attempt) {
    try {
      Thread.sleep(PAUSE_MILLIS * attempt);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
