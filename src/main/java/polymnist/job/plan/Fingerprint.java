package polymnist.job.plan;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.EtagSource;
import org.apache.hadoop.fs.FileChecksum;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkContext;
import polymnist.input.InputBytes;
import polymnist.input.InputFile;
import polymnist.input.InputFolder;
import polymnist.setting.Settings;
import polymnist.setting.UserError;
import polymnist.warehouse.InputFiles;
import polymnist.warehouse.Inputs;

/** SHA-256 of all that the result of a stage depends on: inputs, files, settings and code. */
public final class Fingerprint {
  static final String CODE = "code";
  static final String SETTINGS = "settings";
  static final String INPUT = "input ";
  static final String FILE = "file ";

  /** No job reads a larger file, but Parquet. */
  private static final long MAX_BYTES_READ = 1L << 30;

  /**
   * Settings of Spark on which the answers of statements depend: all but those that say how they
   * are worked out, and where Spark's own tables are.
   */
  private static final Pattern SQL_SETTINGS =
      Pattern.compile(
          "spark\\.sql\\.(?!adaptive|autoBroadcast|broadcast|cbo|codegen|execution|inMemory|join|"
              + "optimizer|shuffle|statistics|streaming|ui|warehouse\\.dir|files\\.(max|min|open)|"
              + "parquet\\.compression|sources\\.(parallel|bucketing)|catalogImplementation).*");

  private Fingerprint() {}

  /**
   * Returns what the result of a stage depends on, each under its name: {@code job}, {@code code},
   * {@code settings}, {@code input TABLE}, {@code file PATH}, {@code spark} and settings of
   * Spark's.
   *
   * @param home the project's folder: what lies in it is named from there
   * @throws UserError when a file or folder is not there
   */
  static SortedMap<String, String> parts(
      String job, String code, String settings, Inputs inputs, String home, Configuration hadoop) {
    SortedMap<String, String> parts = new TreeMap<>();
    parts.put("job", job);
    parts.put(CODE, code);
    parts.put(SETTINGS, UsedSettings.of(settings, home));
    inputs.runs().forEach((table, run) -> parts.put(INPUT + table, run));
    for (InputFiles files : inputs.files()) {
      String place = files.place();
      String name =
          place.startsWith(home + "/") ? "${home}" + place.substring(home.length()) : place;
      String setting = setting(job, settings, place);
      parts.put(FILE + name, ofFiles(setting, files, file -> content(file, hadoop), hadoop));
    }
    parts.put(
        "spark",
        Objects.requireNonNullElse(
            SparkContext.class.getPackage().getImplementationVersion(), "unknown"));
    for (String setting : System.getProperties().stringPropertyNames()) {
      if (SQL_SETTINGS.matcher(setting).matches()) {
        parts.put(setting, System.getProperty(setting));
      }
    }
    return parts;
  }

  /** Returns the setting that names a place, for the begin of a message. */
  private static String setting(String job, String settings, String place) {
    return Settings.parseJson(settings).entrySet().stream()
        .filter(e -> e.getValue().render().contains('"' + place + '"'))
        .map(e -> "%s.%s: ".formatted(job, e.getKey()))
        .min(Comparator.naturalOrder())
        .orElse("");
  }

  /**
   * Returns a text that is another one when a file was written or removed meanwhile, though its
   * content be the same in the end.
   */
  static String stamp(Inputs inputs, Configuration hadoop) {
    return inputs.files().stream()
        .map(files -> stamp(files, hadoop))
        .collect(Collectors.joining(" "));
  }

  private static String stamp(InputFiles files, Configuration hadoop) {
    try {
      return ofFiles("", files, file -> file.bytes() + " " + written(file, hadoop), hadoop);
    } catch (UserError e) {
      return "gone";
    }
  }

  private static String written(InputFile file, Configuration hadoop) {
    try {
      Path path = new Path(file.location());
      return Long.toString(path.getFileSystem(hadoop).getFileStatus(path).getModificationTime());
    } catch (IOException | IllegalArgumentException e) {
      // It is counted under its problem.
      return "";
    }
  }

  /** Returns the fingerprint of what a stage depends on. */
  static String of(SortedMap<String, String> parts) {
    MessageDigest digest = DigestUtils.getSha256Digest();
    parts.forEach((name, value) -> add(digest, name, value));
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void add(MessageDigest digest, String name, String value) {
    digest.update((name.length() + ":" + name + value.length() + ":" + value).getBytes(UTF_8));
  }

  /**
   * Returns the digest of a file, or of those of a folder that are read, by their paths below it.
   *
   * @throws UserError when there is no such file or folder
   */
  private static String ofFiles(
      String setting, InputFiles read, Function<InputFile, String> content, Configuration hadoop) {
    List<InputFile> files;
    try {
      files =
          InputFolder.list(read.place(), hadoop).stream()
              .filter(file -> read.hidden() || !InputFolder.isJunk(file.path()))
              .filter(file -> read.has(file.path()))
              .toList();
    } catch (FileNotFoundException e) {
      throw UserError.request(
          "%sthere is no file or folder %s%s"
              .formatted(setting, read.place(), HadoopSettings.where(read.place(), hadoop)));
    }
    // Reading waits for disks and networks more than it computes.
    List<String> contents = files.parallelStream().map(content).toList();
    MessageDigest digest = DigestUtils.getSha256Digest();
    for (int i = 0; i < contents.size(); i++) {
      add(digest, files.get(i).path(), contents.get(i));
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** What no job reads has no content; of a link that some follow it is what it leads to. */
  private static String content(InputFile file, Configuration hadoop) {
    if (file.bytes() > MAX_BYTES_READ
        && !file.location().endsWith(".parquet")
        && !file.path().isEmpty()) {
      return "large " + file.bytes();
    }
    String problem = file.problem() == null ? "" : file.problem() + " ";
    try {
      // Whoever opens a pipe waits for its other end.
      if (!file.isFile()) {
        return problem;
      }
      return problem
          + InputBytes.retrying(
              file.location(),
              () -> {
                Optional<String> kept = keptDigest(file, hadoop);
                if (kept.isPresent()) {
                  return kept.get();
                }
                try (InputStream in = InputBytes.open(file, hadoop)) {
                  return DigestUtils.sha256Hex(in);
                }
              });
    } catch (IOException | IllegalArgumentException e) {
      return problem + e.getClass().getSimpleName();
    }
  }

  /** A store that knows what it keeps tells so without sending it. */
  private static Optional<String> keptDigest(InputFile file, Configuration hadoop)
      throws IOException {
    Path path = new Path(file.location());
    FileSystem files = path.getFileSystem(hadoop);
    if (files instanceof LocalFileSystem) {
      return Optional.empty();
    }
    if (files.getFileStatus(path) instanceof EtagSource tagged && tagged.getEtag() != null) {
      return Optional.of("etag " + tagged.getEtag());
    }
    return Optional.ofNullable(files.getFileChecksum(path)).map(FileChecksum::toString);
  }
}
