package polymnist.job.plan;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.WeakHashMap;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.xbean.asm9.ClassReader;
import org.apache.xbean.asm9.ClassVisitor;
import org.apache.xbean.asm9.ClassWriter;
import org.apache.xbean.asm9.MethodVisitor;
import org.apache.xbean.asm9.Opcodes;
import org.apache.xbean.asm9.commons.ClassRemapper;
import org.apache.xbean.asm9.commons.Remapper;

/**
 * The code of a stage: what its class, and the classes of the project that it reaches from there,
 * make the machine do; the files that lie beside them; and the versions of the libraries that they
 * use. A change elsewhere does not change what the stage finds, and neither does a comment: lines
 * and names of variables are left out.
 */
final class StageCode {
  private static final String CLASS = ".class";
  private static final String OURS = "polymnist/";

  /** Describes, plans and watches jobs; what a stage finds does not come of it. */
  private static final String JOBS = "polymnist/job/";

  /** Stages share most of their classes; arrays are keys as themselves, not by content. */
  private static final Map<byte[], Code> KNOWN = Collections.synchronizedMap(new WeakHashMap<>());

  private StageCode() {}

  /** Returns the SHA-256 of a stage's code. */
  static String sha256(Class<?> stage) {
    return DigestUtils.sha256Hex(listing(stage));
  }

  /** Returns what a stage's code is: a line an entry with its SHA-256, or a library's version. */
  static String listing(Class<?> stage) {
    return listing(entries(stage), stage.getName().replace('.', '/') + CLASS);
  }

  /**
   * Returns what the code of a class in a build is.
   *
   * @param build its entries, by path such as {@code polymnist/eda/EdaJob.class}
   */
  static String listing(Map<String, byte[]> build, String from) {
    StringBuilder all = new StringBuilder();
    Set<String> foreign = new TreeSet<>();
    reached(build, from)
        .forEach(
            (entry, code) -> {
              all.append(entry).append(' ').append(code.sha256).append('\n');
              foreign.addAll(code.names);
            });
    LibraryVersions.usedBy(foreign)
        .forEach((library, version) -> all.append("library %s %s%n".formatted(library, version)));
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
   * A class or file.
   *
   * @param names of the classes that it uses, such as {@code java/util/List}; none of a file
   * @param sha256 of what it does
   */
  record Code(Set<String> names, String sha256) {
    private static Code ofFile(byte[] bytes) {
      return new Code(Set.of(), DigestUtils.sha256Hex(bytes));
    }

    private static Code ofClass(byte[] bytes) {
      Set<String> names = new TreeSet<>();
      ClassWriter bare = new ClassWriter(0);
      new ClassReader(bytes)
          .accept(
              new WithoutDescription(new ClassRemapper(bare, new Collector(names))),
              ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
      return new Code(names, DigestUtils.sha256Hex(bare.toByteArray()));
    }
  }

  /** Writes down each name of a class, and changes none. */
  private static final class Collector extends Remapper {
    private final Set<String> names;

    /** The constructor that replaces the deprecated one is not in the library of Spark 3.5. */
    @SuppressWarnings("deprecation")
    Collector(Set<String> names) {
      this.names = names;
    }

    @Override
    public String map(String internalName) {
      names.add(internalName);
      return internalName;
    }
  }

  /** Leaves out what a job says of itself for people. */
  private static final class WithoutDescription extends ClassVisitor {
    WithoutDescription(ClassVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      return name.equals("description") && descriptor.equals("()Lpolymnist/job/JobDescription;")
          ? null
          : super.visitMethod(access, name, descriptor, signature, exceptions);
    }
  }

  /** Returns the entries of a build that a class reaches, and the files that lie beside them. */
  static SortedMap<String, Code> reached(Map<String, byte[]> build, String from) {
    SortedMap<String, Code> reached = new TreeMap<>();
    Deque<String> next = new ArrayDeque<>();
    next.add(from);
    while (!next.isEmpty()) {
      String entry = next.remove();
      if (reached.containsKey(entry) || entry.startsWith(JOBS) || !build.containsKey(entry)) {
        continue;
      }
      Code code = KNOWN.computeIfAbsent(build.get(entry), Code::ofClass);
      reached.put(entry, code);
      code.names.stream()
          .filter(name -> name.startsWith(OURS))
          .forEach(name -> next.add(name + CLASS));
    }
    SortedSet<String> folders = new TreeSet<>();
    reached.keySet().forEach(entry -> folders.add(folder(entry)));
    build.forEach(
        (entry, bytes) -> {
          if (!entry.endsWith(CLASS) && folders.stream().anyMatch(folder(entry)::startsWith)) {
            reached.put(entry, Code.ofFile(bytes));
          }
        });
    return reached;
  }

  private static String folder(String entry) {
    return entry.substring(0, entry.lastIndexOf('/') + 1);
  }

  /** Returns what the project has built, and what another jar has in which the stage lies. */
  static Map<String, byte[]> entries(Class<?> stage) {
    Path own = place(StageCode.class);
    Path other = place(stage);
    if (own.equals(other)) {
      return Build.ENTRIES;
    }
    Map<String, byte[]> both = new TreeMap<>(Build.ENTRIES);
    both.putAll(read(other));
    return both;
  }

  private static Path place(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("cannot find the project's own classes", e);
    }
  }

  /** The project's own classes and what lies beside them, read once. */
  private static final class Build {
    static final Map<String, byte[]> ENTRIES = read(place(StageCode.class));

    private Build() {}
  }

  private static Map<String, byte[]> read(Path place) {
    try {
      if (Files.isDirectory(place)) {
        return entries(place);
      }
      try (FileSystem jar = FileSystems.newFileSystem(place)) {
        return entries(jar.getPath("/"));
      }
    } catch (IOException e) {
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
