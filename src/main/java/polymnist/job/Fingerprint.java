package polymnist.job;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import polymnist.input.InputBytes;
import polymnist.input.InputFile;
import polymnist.input.InputFolder;
import polymnist.setting.UserError;
import polymnist.warehouse.Inputs;

/** SHA-256 of all that the result of a stage depends on: inputs, files, settings and code. */
public final class Fingerprint {
  static final String CODE = "code";
  static final String SETTINGS = "settings";
  static final String INPUT = "input ";
  static final String FILE = "file ";

  /** No job reads a file that is larger. */
  private static final long MAX_BYTES_READ = 1L << 30;

  /** Of Spark, on which the answers of statements depend. */
  private static final List<String> SQL_SETTINGS =
      List.of(
          "spark.sql.ansi.enabled",
          "spark.sql.caseSensitive",
          "spark.sql.session.timeZone",
          "spark.sql.mapKeyDedupPolicy",
          "spark.sql.legacy.timeParserPolicy",
          "spark.sql.legacy.sizeOfNull");

  private Fingerprint() {}

  /** Returns the SHA-256 of the project's own classes. */
  public static String ofCode() {
    return Code.SHA256;
  }

  /**
   * Returns what the result of a stage depends on, each under its name: {@code job}, {@code code},
   * {@code settings}, {@code input TABLE}, {@code file PATH} and settings of Spark's.
   *
   * @throws UserError when a file or folder is not there
   */
  static SortedMap<String, String> parts(
      String job, String code, String settings, Inputs inputs, Configuration hadoop) {
    SortedMap<String, String> parts = new TreeMap<>();
    parts.put("job", job);
    parts.put(CODE, code);
    parts.put(SETTINGS, settings);
    inputs.runs().forEach((table, run) -> parts.put(INPUT + table, run));
    for (String file : inputs.files()) {
      parts.put(FILE + file, ofFiles(file, hadoop));
    }
    for (String setting : SQL_SETTINGS) {
      parts.put(setting, System.getProperty(setting, ""));
    }
    return parts;
  }

  /** Returns the fingerprint of what a stage depends on. */
  static String of(SortedMap<String, String> parts) {
    MessageDigest digest = sha256();
    parts.forEach((name, value) -> add(digest, name, value));
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
  private static String ofFiles(String path, Configuration hadoop) {
    List<InputFile> files;
    try {
      files = InputFolder.list(path, hadoop);
    } catch (FileNotFoundException e) {
      throw UserError.request("there is no file or folder " + path);
    }
    // Reading waits for disks and networks more than it computes.
    List<String> contents = files.parallelStream().map(file -> content(file, hadoop)).toList();
    MessageDigest digest = sha256();
    for (int i = 0; i < contents.size(); i++) {
      add(digest, files.get(i).path(), contents.get(i));
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** What no job reads has no content. */
  private static String content(InputFile file, Configuration hadoop) {
    boolean read = file.bytes() <= MAX_BYTES_READ || file.path().endsWith(".parquet");
    if (file.problem() != null || !read) {
      return file.problem() + " " + file.bytes();
    }
    try {
      return InputBytes.retrying(
          file.location(),
          () -> {
            try (InputStream in = InputBytes.open(file, hadoop)) {
              return ofStream(in);
            }
          });
    } catch (IOException e) {
      return e.getClass().getSimpleName();
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
