package polymnist.warehouse;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * What Hadoop's local files promise and do not do: they sync nothing, and copy what they may not
 * rename. Other file systems keep what was closed, and rename or fail.
 */
final class LocalDisk {
  /** Files that are synced side by side: each then takes a tenth of its time alone. */
  private static final int AT_A_TIME = 16;

  private LocalDisk() {}

  /** Syncs a folder with all that is in it. */
  static void syncAll(FileSystem files, Path folder) throws IOException {
    Optional<java.nio.file.Path> local = local(files, folder);
    if (local.isPresent()) {
      ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME);
      try (Stream<java.nio.file.Path> all = Files.walk(local.get())) {
        List<Callable<Void>> syncs = all.<Callable<Void>>map(one -> () -> sync(one)).toList();
        for (Future<Void> synced : threads.invokeAll(syncs)) {
          synced.get();
        }
      } catch (ExecutionException | InterruptedException e) {
        throw new IOException("cannot write all of " + folder + " to the disk", e);
      } finally {
        threads.shutdownNow();
      }
    }
  }

  /** Syncs a file, or which files a folder has. */
  static void sync(FileSystem files, Path path) throws IOException {
    Optional<java.nio.file.Path> local = local(files, path);
    if (local.isPresent()) {
      sync(local.get());
    }
  }

  private static Void sync(java.nio.file.Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
    return null;
  }

  /**
   * Renames a file or folder in one step; on an object store it is none.
   *
   * @param to a name that nothing has
   * @return false where {@code from} is not there
   */
  static boolean rename(FileSystem files, Path from, Path to) throws IOException {
    Optional<java.nio.file.Path> source = local(files, from);
    try {
      if (source.isEmpty()) {
        boolean renamed = files.rename(from, to);
        if (!renamed && files.exists(from)) {
          throw new IOException("cannot rename " + from + " to " + to + ": may this user do so?");
        }
        return renamed;
      }
      Files.move(source.get(), local(files, to).orElseThrow(), StandardCopyOption.ATOMIC_MOVE);
    } catch (FileNotFoundException | NoSuchFileException e) {
      return false;
    }
    Path checksum = new Path(from.getParent(), "." + from.getName() + ".crc");
    if (files.exists(checksum)) {
      files.rename(checksum, new Path(to.getParent(), "." + to.getName() + ".crc"));
    }
    return true;
  }

  private static Optional<java.nio.file.Path> local(FileSystem files, Path path) {
    URI address = files.makeQualified(path).toUri();
    return "file".equals(address.getScheme())
        ? Optional.of(java.nio.file.Path.of(address.getPath()))
        : Optional.empty();
  }
}
