package polymnist.warehouse;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** What is in folders that other processes may change meanwhile. */
final class Listing {
  private Listing() {}

  /** Returns what is in a folder; nothing where there is none. */
  static List<Path> of(FileSystem files, Path folder) throws IOException {
    try {
      return Arrays.stream(files.listStatus(folder)).map(FileStatus::getPath).toList();
    } catch (FileNotFoundException e) {
      return List.of();
    }
  }

  /**
   * Returns when a file, or any in a folder, was last written, 0 where it is gone. The time of a
   * folder counts where it is empty: an object store has none.
   */
  static long lastWritten(FileSystem files, Path path) throws IOException {
    try {
      FileStatus status = files.getFileStatus(path);
      List<Path> inner = status.isDirectory() ? of(files, path) : List.of();
      long last = inner.isEmpty() ? status.getModificationTime() : 0;
      for (Path each : inner) {
        last = Math.max(last, lastWritten(files, each));
      }
      return last;
    } catch (FileNotFoundException e) {
      return 0;
    }
  }

  /**
   * Removes a file or folder that may be gone already.
   *
   * @throws IOException also when it stays, as where this user may not remove it
   */
  static void remove(FileSystem files, Path path) throws IOException {
    if (!files.delete(path, true) && files.exists(path)) {
      throw new IOException("cannot remove " + path + ": may this user write its folder?");
    }
  }
}
