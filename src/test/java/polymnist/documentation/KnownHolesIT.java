package polymnist.documentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page on security names what is shipped, and nothing else. */
class KnownHolesIT {
  private static final Pattern LIBRARY = Pattern.compile("`([a-z0-9_-]+ [0-9][^` ]*)`");

  /** Returns artifacts with their versions, as jars say that have others inside. */
  private static Set<String> insideJars() throws IOException {
    Set<String> found = new TreeSet<>();
    try (Stream<Path> jars = Files.list(Path.of("target/lib"))) {
      for (Path path : jars.toList()) {
        try (JarFile jar = new JarFile(path.toFile())) {
          for (JarEntry entry : jar.stream().toList()) {
            if (entry.getName().matches("META-INF/maven/.*/pom.properties")) {
              Properties pom = new Properties();
              pom.load(jar.getInputStream(entry));
              String artifact = pom.getProperty("artifactId");
              if (!path.getFileName().toString().startsWith(artifact + "-" + version(pom))) {
                found.add(artifact + " " + version(pom));
              }
            }
          }
        }
      }
    }
    return found;
  }

  private static String version(Properties pom) {
    return pom.getProperty("version");
  }

  /** Returns what jars are named by, which are in the build's bill of materials as well. */
  private static Set<String> jars() throws IOException {
    Set<String> names = new TreeSet<>();
    for (String folder : List.of("target/lib", "target/spark-home/jars")) {
      try (Stream<Path> jars = Files.list(Path.of(folder))) {
        jars.forEach(jar -> names.add(jar.getFileName().toString()));
      }
    }
    return names;
  }

  @Test
  void thePageNamesWhatIsInsideJarsAndNothingThatIsNotShipped() throws IOException {
    String page = Files.readString(Path.of("src/site/markdown/security.md"));
    Set<String> named =
        LIBRARY.matcher(page).results().map(m -> m.group(1)).collect(Collectors.toSet());
    Set<String> inside = insideJars();
    assertThat(inside).hasSizeGreaterThan(10);
    assertThat(named).containsAll(inside);
    // The page is about the Spark that is built with by default.
    assumeTrue(
        Files.readString(Path.of("target/spark-home/RELEASE")).startsWith("Spark 4."),
        "built for another Spark");
    Set<String> jars = jars();
    assertThat(jars).hasSizeGreaterThan(100);
    named.removeAll(inside);
    assertThat(named)
        .allSatisfy(library -> assertThat(jars).contains(library.replace(' ', '-') + ".jar"));
  }

  /** What Spark brings is Spark's: a second one, in another version, would be in its way. */
  @Test
  void ourOwnLibrariesHaveNothingThatSparkBrings() throws IOException {
    try (Stream<Path> jars = Files.list(Path.of("target/lib"))) {
      assertThat(jars.map(jar -> jar.getFileName().toString()))
          .isNotEmpty()
          .noneMatch(jar -> jar.matches("(netty|log4j|lz4|spark|hadoop|scala|slf4j)-.*"));
    }
  }
}
