package polymnist.job;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import polymnist.setting.UserError;
import polymnist.warehouse.Inputs;

/** SHA-256 of all that the result of a stage depends on: inputs, files, settings and code. */
public final class Fingerprint {
  /** Above this many files, their sizes and times stand for their contents. */
  private static final int MOST_FILES_READ = 2000;

  private Fingerprint() {}

  /** Returns the SHA-256 of the project's own classes. */
  public static String ofCode() {
    return Code.SHA256;
  }

  static String of(String job, String settings, Inputs inputs, Configuration hadoop) {
    MessageDigest digest = sha256();
    add(digest, "job", job);
    add(digest, "settings", settings);
    inputs.runs().forEach((table, run) -> add(digest, "input " + table, run));
    for (String file : inputs.files()) {
      add(digest, "file " + file, ofFiles(new Path(file), hadoop));
    }
    add(digest, "code", ofCode());
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void add(MessageDigest digest, String name, String value) {
    digest.update((name.length() + ":" + name + value.length() + ":" + value).getBytes(UTF_8));
  }

  private static final java.nio.charset.Charset UTF_8 = StandardCharsets.UTF_8;

  /**
   * Returns the digest of a file or a folder's files, by their paths below it and contents.
   *
   * @throws UserError when there is no such file or folder
   */
  private static String ofFiles(Path path, Configuration hadoop) {
    try {
      FileSystem fileSystem = path.getFileSystem(hadoop);
      Path root = fileSystem.makeQualified(path);
      List<LocatedFileStatus> found = new ArrayList<>();
      RemoteIterator<LocatedFileStatus> all = fileSystem.listFiles(root, true);
      while (all.hasNext()) {
        found.add(all.next());
      }
      MessageDigest digest = sha256();
      TreeMap<String, LocatedFileStatus> sorted = new TreeMap<>();
      found.forEach(status -> sorted.put(status.getPath().toString(), status));
      for (Map.Entry<String, LocatedFileStatus> file : sorted.entrySet()) {
        String name = file.getKey().substring(root.toString().length());
        LocatedFileStatus status = file.getValue();
        add(
            digest,
            name,
            found.size() > MOST_FILES_READ
                ? status.getLen() + "@" + status.getModificationTime()
                : ofFile(fileSystem, status.getPath()));
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (FileNotFoundException e) {
      throw UserError.request("there is no file or folder " + path);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + path, e);
    }
  }

  private static String ofFile(FileSystem fileSystem, Path file) throws IOException {
    try (InputStream in = fileSystem.open(file)) {
      return ofStream(in);
    }
  }

  private static String ofStream(InputStream in) throws IOException {
    try (DigestInputStream digesting = new DigestInputStream(in, sha256())) {
      digesting.transferTo(java.io.OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(digesting.getMessageDigest().digest());
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** The digest of the project's own classes, read once. */
  private static final class Code {
    static final String SHA256 = read();

    private static String read() {
      try {
        java.nio.file.Path code =
            java.nio.file.Path.of(
                Fingerprint.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        if (Files.isRegularFile(code)) {
          try (InputStream in = Files.newInputStream(code)) {
            return ofStream(in);
          }
        }
        MessageDigest digest = sha256();
        try (Stream<java.nio.file.Path> classes = Files.walk(code)) {
          for (java.nio.file.Path file : classes.filter(Files::isRegularFile).sorted().toList()) {
            digest.update(Files.readAllBytes(file));
          }
        }
        return HexFormat.of().formatHex(digest.digest());
      } catch (IOException | URISyntaxException e) {
        throw new IllegalStateException("cannot read the project's own classes", e);
      }
    }
  }
}
