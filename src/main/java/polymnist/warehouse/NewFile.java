package polymnist.warehouse;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import org.apache.hadoop.fs.FSDataOutputStreamBuilder;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** A file that the first who comes makes, and no other. */
final class NewFile {
  private NewFile() {}

  /** Tells whether another process has the file, or this one could not fill it. */
  static boolean isTaken(FileSystem files, Path file, IOException failure) throws IOException {
    boolean local = "file".equals(files.makeQualified(file).toUri().getScheme());
    if (local && !(failure instanceof FileAlreadyExistsException)) {
      // A full disk makes a file, and cannot fill it.
      files.delete(file, false);
      return false;
    }
    return files.exists(file);
  }

  /**
   * Opens the file. Hadoop's local files know no such thing, HDFS does, and a store that knows
   * conditional writes tells at the end of the writing.
   *
   * @throws IOException also at the end of writing, when another has made it
   */
  static OutputStream create(FileSystem files, Path file) throws IOException {
    URI address = files.makeQualified(file).toUri();
    if ("file".equals(address.getScheme())) {
      java.nio.file.Path local = java.nio.file.Path.of(address.getPath());
      Files.createDirectories(local.getParent());
      return Files.newOutputStream(local, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }
    FSDataOutputStreamBuilder<?, ?> builder = files.createFile(file).recursive().overwrite(false);
    return builder.opt("fs.option.create.conditional.overwrite", true).build();
  }
}
