package polymnist.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same files, with the same rights, as Hadoop's own make. */
class LocalFilesTest {
  @TempDir private Path folder;

  private String made(FileSystem files, String name, short mode) throws IOException {
    files.initialize(URI.create("file:///"), new Configuration());
    org.apache.hadoop.fs.Path file =
        new org.apache.hadoop.fs.Path(folder.resolve(name + "/below/a file").toString());
    try (var out = files.create(file)) {
      out.write(1);
    }
    files.setPermission(file, new FsPermission(mode));
    return rights(name + "/below")
        + rights(name + "/below/a file")
        + rights(name + "/below/.a file.crc")
        + files.getFileStatus(file).getPermission();
  }

  private String rights(String name) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name)));
  }

  @ParameterizedTest
  @ValueSource(shorts = {0600, 0644, 0751, 0777})
  void rightsAreThoseOfHadoopsOwn(short mode) throws IOException {
    String own = made(new LocalFileSystem(), "own", mode);
    assertThat(made(new LocalFiles(), "ours", mode)).isEqualTo(own);
  }
}
