package polymnist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The walls between rooms: each package-info names the rooms that its own may use. */
class RoomsTest {
  private static final List<Path> SOURCES =
      List.of(Path.of("src/main/java/polymnist"), Path.of("src/benchmark/java/polymnist"));

  private static final Path CLASSES = Path.of("target/classes/polymnist");
  private static final String USES = "<p>Uses: ";

  /** A room in a package-info, where a line may end within it. */
  private static final Pattern ROOM = Pattern.compile("\\{@code[\\s*]+([a-z.]+)}");

  private static final Pattern IMPORT =
      Pattern.compile("(?m)^import (?:static )?polymnist\\.([a-z.]+)\\.[A-Z]");

  private static final Pattern NAMED_IN_CODE =
      Pattern.compile("(?m)^(?!package|import| *\\*|.*\").*\\bpolymnist\\.[a-z]+\\.");

  @Test
  void roomsUseThoseThatTheirPackageInfoNamesAndNoOthers() throws IOException {
    Map<String, Set<String>> used = new TreeMap<>();
    Map<String, Set<String>> documented = new TreeMap<>();
    for (Path source : sources()) {
      String text = Files.readString(source);
      String room = room(source);
      used.computeIfAbsent(room, r -> new TreeSet<>()).addAll(found(IMPORT, text));
      if (source.endsWith("package-info.java")) {
        documented.put(room, found(ROOM, text.substring(text.indexOf(USES))));
      } else {
        assertThat(text)
            .as("%s names a class without import", source)
            .doesNotContainPattern(NAMED_IN_CODE);
      }
    }
    used.forEach((room, others) -> others.remove(room));
    assertThat(used).hasSizeGreaterThan(30).isEqualTo(documented);
  }

  @Test
  void noRoomsUseEachOtherInACircle() throws IOException {
    assertThat(inCircles(room -> room)).isEmpty();
  }

  @Test
  void noTopRoomsUseEachOtherInACircle() throws IOException {
    assertThat(inCircles(room -> room.replaceFirst("\\..*", ""))).isEmpty();
  }

  /** Returns the rooms, each as a part of a larger one, that use each other in circles. */
  private static Set<String> inCircles(UnaryOperator<String> whole) throws IOException {
    Map<String, Set<String>> uses = new TreeMap<>();
    for (Path source : sources()) {
      String room = room(source);
      Set<String> others = uses.computeIfAbsent(whole.apply(room), r -> new TreeSet<>());
      found(IMPORT, Files.readString(source)).stream().map(whole).forEach(others::add);
    }
    uses.forEach((room, others) -> others.remove(room));
    // Rooms that use none but rooms taken away before are taken away; a circle is what stays.
    Set<String> left = new TreeSet<>(uses.keySet());
    while (left.removeIf(room -> uses.get(room).stream().noneMatch(left::contains))) {
      assertThat(left).hasSizeLessThan(uses.size());
    }
    return left;
  }

  @Test
  void noTwoClassesShareASimpleName() throws IOException {
    try (Stream<Path> files = Files.walk(CLASSES)) {
      Map<String, Long> names =
          files
              .map(file -> file.getFileName().toString())
              .filter(file -> file.endsWith(".class") && !file.equals("package-info.class"))
              .map(file -> file.replaceFirst("^.*\\$", "").replace(".class", ""))
              .filter(name -> !name.matches("[0-9].*"))
              .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
      names.values().removeIf(times -> times == 1);
      assertThat(names).isEmpty();
    }
  }

  @Test
  void noRoomIsCrowded() throws IOException {
    Map<Path, Long> files =
        sources().stream().collect(Collectors.groupingBy(Path::getParent, Collectors.counting()));
    assertThat(files).allSatisfy((room, count) -> assertThat(count).isLessThanOrEqualTo(25));
  }

  private static Collection<Path> sources() throws IOException {
    List<Path> sources = new ArrayList<>();
    for (Path folder : SOURCES) {
      try (Stream<Path> files = Files.walk(folder)) {
        files.filter(file -> file.toString().endsWith(".java")).sorted().forEach(sources::add);
      }
    }
    return sources;
  }

  private static String room(Path source) {
    Path folder = SOURCES.stream().filter(source::startsWith).findFirst().orElseThrow();
    return folder.relativize(source.getParent()).toString().replace('/', '.');
  }

  private static Set<String> found(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
