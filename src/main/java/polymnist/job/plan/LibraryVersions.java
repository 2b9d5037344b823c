package polymnist.job.plan;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Map;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;

/** The versions of what the build brings, which the build writes down. */
final class LibraryVersions {
  private static final String FILE = "/polymnist/versions.properties";

  /** What of a library's name of classes tells that it is used, and under which name it is kept. */
  private static final Map<String, String> OF_CLASSES =
      Map.ofEntries(
          Map.entry("org/deeplearning4j/", "deeplearning4j"),
          Map.entry("org/nd4j/", "deeplearning4j"),
          Map.entry("org/bytedeco/", "onednn"),
          Map.entry("com/samskivert/mustache/", "jmustache"),
          Map.entry("org/apache/commons/statistics/", "commons-statistics"),
          // ImageIO asks the plugin for what it does not know itself.
          Map.entry("javax/imageio/", "imageio-webp"));

  /** Java decodes pictures and draws; another one may do both otherwise. */
  private static final String JAVA_IMAGES = "javax/imageio/|java/awt/";

  private LibraryVersions() {}

  /** Returns all that the build wrote down, by name. */
  static SortedMap<String, String> all() {
    Properties read = new Properties();
    try (InputStream in = LibraryVersions.class.getResourceAsStream(FILE)) {
      read.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the versions", e);
    }
    SortedMap<String, String> versions = new TreeMap<>();
    read.forEach((name, version) -> versions.put((String) name, (String) version));
    return versions;
  }

  /**
   * Returns the versions of the libraries that code uses, Java's among them where it decodes or
   * draws pictures.
   *
   * @param classes that the code names, such as {@code javax/imageio/ImageIO}
   */
  static SortedMap<String, String> usedBy(Collection<String> classes) {
    Map<String, String> all = all();
    SortedMap<String, String> used = new TreeMap<>();
    for (String name : classes) {
      OF_CLASSES.forEach(
          (beginning, library) -> {
            if (name.startsWith(beginning)) {
              used.put(library, all.get(library));
            }
          });
      if (name.matches("(" + JAVA_IMAGES + ").*")) {
        used.put("java", System.getProperty("java.specification.version"));
      }
    }
    return used;
  }
}
