package polymnist.warehouse;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.UUID;
import org.apache.hadoop.fs.ChecksumFileSystem;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** A file that readers find whole or not at all, though several processes write it at once. */
public final class WholeFile {
  /** A folder that another process removes meanwhile is made anew. */
  private static final int TRIES = 3;

  private WholeFile() {}

  /** What fills a file. */
  public interface Content {
    /** Writes all of it. */
    void write(OutputStream out) throws IOException;
  }

  /** Puts a file in place of what may be there. */
  public static void put(FileSystem files, Path file, byte[] content) throws IOException {
    put(files, file, out -> out.write(content));
  }

  /** Puts a file in place of what may be there; the content may be asked for more than once. */
  public static void put(FileSystem files, Path file, Content content) throws IOException {
    // A checksum file beside it would be a second rename, which may be that of another process.
    FileSystem plain =
        files instanceof ChecksumFileSystem checked ? checked.getRawFileSystem() : files;
    for (int attempt = 1; ; attempt++) {
      Path aside =
          new Path(file.getParent(), "_" + file.getName() + "." + UUID.randomUUID() + ".tmp");
      try {
        try (FSDataOutputStream out = plain.create(aside, false)) {
          content.write(out);
          out.hsync();
        }
        // HDFS renames onto no file that is there, local files and object stores do.
        if (plain.rename(aside, file) || (plain.delete(file, false) && plain.rename(aside, file))) {
          return;
        }
        throw new FileNotFoundException("cannot rename " + aside + " to " + file);
      } catch (FileNotFoundException e) {
        if (attempt == TRIES) {
          throw e;
        }
      } finally {
        plain.delete(aside, false);
      }
    }
  }
}
