package polymnist.warehouse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * Hadoop's local files, whose permissions Java sets. Where its native library is missing, Hadoop
 * starts a process for that, two a file and one a folder.
 */
public final class LocalFiles extends LocalFileSystem {
  /** Makes the file system; for Hadoop. */
  public LocalFiles() {
    super(new Raw());
  }

  private static final class Raw extends RawLocalFileSystem {
    @Override
    public void setPermission(Path file, FsPermission permission) throws IOException {
      if (permission.getStickyBit()) {
        super.setPermission(file, permission);
        return;
      }
      String letters =
          permission.getUserAction().SYMBOL
              + permission.getGroupAction().SYMBOL
              + permission.getOtherAction().SYMBOL;
      try {
        Files.setPosixFilePermissions(
            pathToFile(file).toPath(), PosixFilePermissions.fromString(letters));
      } catch (UnsupportedOperationException e) {
        // A file system that is not POSIX's.
        super.setPermission(file, permission);
      }
    }
  }
}
