package polymnist.warehouse;

import java.io.IOException;
import java.net.URI;
import java.util.EnumSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hadoop.fs.CreateFlag;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/**
 * Local files under the scheme {@code crashing}, which after so many changes take no more: what is
 * there then is what a process leaves that is killed at that moment.
 */
public final class CrashingFiles extends RawLocalFileSystem {
  /** How many changes are still taken. */
  static final AtomicInteger LEFT = new AtomicInteger(Integer.MAX_VALUE);

  /** Names the files that nobody may rename or remove; as Hadoop's local files say it. */
  static final AtomicReference<String> DENIED = new AtomicReference<>();

  private static boolean isDenied(Path path) {
    return DENIED.get() != null && path.toString().endsWith(DENIED.get());
  }

  @Override
  public URI getUri() {
    return URI.create("crashing:///");
  }

  private static void change(String what, Path path) throws IOException {
    if (LEFT.getAndUpdate(left -> Math.max(0, left - 1)) == 0) {
      throw new IOException("killed before it could " + what + " " + path);
    }
  }

  @Override
  public FSDataOutputStream create(
      Path file,
      FsPermission permission,
      boolean overwrite,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress)
      throws IOException {
    change("create", file);
    return super.create(file, permission, overwrite, bufferSize, replication, blockSize, progress);
  }

  @Override
  public FSDataOutputStream create(
      Path file,
      boolean overwrite,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress)
      throws IOException {
    change("create", file);
    return super.create(file, overwrite, bufferSize, replication, blockSize, progress);
  }

  @Override
  public FSDataOutputStream createNonRecursive(
      Path file,
      FsPermission permission,
      EnumSet<CreateFlag> flags,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress)
      throws IOException {
    change("create", file);
    return super.createNonRecursive(
        file, permission, flags, bufferSize, replication, blockSize, progress);
  }

  /** Without the permissions, which the parent looks up under the scheme {@code file} alone. */
  @Override
  public FileStatus[] listStatus(Path folder) throws IOException {
    FileStatus[] all = super.listStatus(folder);
    for (int i = 0; i < all.length; i++) {
      all[i] =
          new FileStatus(
              all[i].getLen(),
              all[i].isDirectory(),
              1,
              all[i].getBlockSize(),
              all[i].getModificationTime(),
              all[i].getPath());
    }
    return all;
  }

  @Override
  public boolean rename(Path from, Path to) throws IOException {
    change("rename", from);
    return !isDenied(from) && super.rename(from, to);
  }

  @Override
  public boolean delete(Path path, boolean recursive) throws IOException {
    change("delete", path);
    return !isDenied(path) && super.delete(path, recursive);
  }

  @Override
  public boolean mkdirs(Path folder) throws IOException {
    change("make", folder);
    return super.mkdirs(folder);
  }
}
