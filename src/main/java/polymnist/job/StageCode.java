package polymnist.job;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * The code of a stage: its class, the classes of the project that it reaches from there, and what
 * lies beside them in the build. A change elsewhere does not change what the stage finds.
 */
final class StageCode {
  private static final String CLASS = ".class";

  /** How compiled code writes the names of classes, in descriptors, too. */
  private static final Pattern NAME = Pattern.compile("polymnist/[A-Za-z0-9_/$]+");

  /** A published network names the classes of its layers, which are loaded by these names. */
  private static final String MODELS = "polymnist/model/";

  private static final String NETWORKS = "polymnist/network/";

  /** Versions of libraries, for instance. */
  private static final String ALWAYS = "polymnist/";

  private StageCode() {}

  /** Returns the SHA-256 of a stage's code. */
  static String sha256(Class<?> stage) {
    return DigestUtils.sha256Hex(listing(stage));
  }

  /** Returns what a stage's code is, a line an entry with its SHA-256. */
  static String listing(Class<?> stage) {
    StringBuilder all = new StringBuilder();
    for (String entry : reached(Build.ENTRIES, stage.getName().replace('.', '/') + CLASS)) {
      all.append(entry)
          .append(' ')
          .append(DigestUtils.sha256Hex(Build.ENTRIES.get(entry)))
          .append('\n');
    }
    return all.toString();
  }

  /**
   * Returns the entries that two listings do not share, such as {@code
   * report/chapter/LimitsChapter}, those of a class and of the classes in it once.
   */
  static SortedSet<String> changed(String before, String now) {
    Set<String> lines = new HashSet<>(before.lines().toList());
    SortedSet<String> changed = new TreeSet<>();
    for (String line : now.lines().toList()) {
      if (!lines.remove(line)) {
        changed.add(name(line));
      }
    }
    // What is left was changed, too, or is gone.
    lines.forEach(line -> changed.add(name(line)));
    return changed;
  }

  private static String name(String line) {
    return line.substring(0, line.lastIndexOf(' '))
        .replaceFirst("^polymnist/", "")
        .replaceFirst("(\\$.*)?\\.class$", "");
  }

  /**
   * Returns the entries of a build that a class reaches, and what lies beside them.
   *
   * @param entries of the build, by path such as {@code polymnist/eda/EdaJob.class}
   */
  static SortedSet<String> reached(Map<String, byte[]> entries, String from) {
    SortedSet<String> reached = new TreeSet<>();
    Deque<String> next = new ArrayDeque<>();
    next.add(from);
    while (!next.isEmpty()) {
      String entry = next.remove();
      if (entries.containsKey(entry) && reached.add(entry)) {
        Matcher names = NAME.matcher(new String(entries.get(entry), ISO_8859_1));
        while (names.find()) {
          next.add(names.group() + CLASS);
        }
        if (entry.startsWith(MODELS)) {
          entries.keySet().stream().filter(e -> e.startsWith(NETWORKS)).forEach(next::add);
        }
      }
    }
    SortedSet<String> folders = new TreeSet<>();
    reached.forEach(entry -> folders.add(folder(entry)));
    for (String entry : entries.keySet()) {
      String folder = folder(entry);
      if (!entry.endsWith(CLASS)
          && (folder.equals(ALWAYS) || folders.stream().anyMatch(folder::startsWith))) {
        reached.add(entry);
      }
    }
    return reached;
  }

  private static String folder(String entry) {
    return entry.substring(0, entry.lastIndexOf('/') + 1);
  }

  /** The project's own classes and what lies beside them, read once. */
  static final class Build {
    static final Map<String, byte[]> ENTRIES = read();

    private Build() {}

    private static Map<String, byte[]> read() {
      try {
        Path code =
            Path.of(StageCode.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        if (Files.isDirectory(code)) {
          return entries(code);
        }
        try (FileSystem jar = FileSystems.newFileSystem(code)) {
          return entries(jar.getPath("/"));
        }
      } catch (IOException | URISyntaxException e) {
        throw new IllegalStateException("cannot read the project's own classes", e);
      }
    }

    private static Map<String, byte[]> entries(Path root) throws IOException {
      Map<String, byte[]> entries = new TreeMap<>();
      try (Stream<Path> files = Files.walk(root.resolve("polymnist"))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          try (InputStream in = Files.newInputStream(file)) {
            entries.put(root.relativize(file).toString().replace('\\', '/'), in.readAllBytes());
          }
        }
      }
      return entries;
    }
  }
}
