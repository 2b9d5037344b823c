package polymnist.documentation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page of the documentation.
 *
 * @param file where it is
 * @param prose its lines outside of fenced blocks
 * @param fenced the text of each fenced block
 */
record MarkdownPage(Path file, List<String> prose, List<String> fenced) {
  private static final Path SITE = Path.of("src/site/markdown");
  private static final Pattern SETTING = Pattern.compile("`([a-z]+(?:\\.[a-z0-9-]+)+)(?:=[^`]*)?`");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");

  /** Returns README, the page on data, and those of the site. */
  static List<MarkdownPage> all() {
    try (Stream<Path> site = Files.list(SITE)) {
      return Stream.concat(
              Stream.of(Path.of("README.md"), Path.of("data/README.md")),
              site.filter(file -> file.toString().endsWith(".md")).sorted())
          .map(MarkdownPage::of)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + SITE, e);
    }
  }

  static MarkdownPage of(Path file) {
    List<String> prose = new ArrayList<>();
    List<String> fenced = new ArrayList<>();
    StringBuilder block = null;
    for (String line : text(file).lines().toList()) {
      if (line.startsWith("```")) {
        if (block != null) {
          fenced.add(block.toString());
        }
        block = block == null ? new StringBuilder() : null;
      } else if (block != null) {
        block.append(line).append('\n');
      } else {
        prose.add(line);
      }
    }
    if (block != null) {
      throw new IllegalStateException(file + " has a fenced block without an end");
    }
    return new MarkdownPage(file, prose, fenced);
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /** Returns the targets of its links, as they are written. */
  List<String> links() {
    return prose.stream()
        .flatMap(line -> LINK.matcher(line).results())
        .map(link -> link.group(1))
        .toList();
  }

  /** Returns what stands in its text as the name of a setting, such as {@code train.workers}. */
  List<String> settings() {
    return prose.stream()
        .flatMap(line -> SETTING.matcher(line).results())
        .map(setting -> setting.group(1))
        .filter(name -> !name.endsWith(".html"))
        .toList();
  }

  /** Returns what a link to each of its headings is written behind {@code #}. */
  Set<String> anchors() {
    Set<String> anchors = new LinkedHashSet<>();
    for (String line : prose) {
      Matcher heading = Pattern.compile("#+ (.*)").matcher(line);
      if (heading.matches()) {
        anchors.add(
            heading
                .group(1)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-'));
      }
    }
    return anchors;
  }

  /** Returns the commands that submit a job, of all fenced blocks. */
  List<SubmittedCommand> commands() {
    return fenced.stream().flatMap(block -> SubmittedCommand.in(block).stream()).toList();
  }

  /** Returns its sentences: of paragraphs, items of lists and cells of tables. */
  List<String> sentences() {
    StringBuilder text = new StringBuilder();
    for (String line : prose) {
      if (line.isBlank() || line.startsWith("|") || line.matches("\\s*(-|\\d+\\.|#+) .*")) {
        text.append('\n');
      }
      text.append(line).append(' ');
    }
    return Stream.of(text.toString().split("\\n|(?<=[.:;?!])\\s|\\|", -1))
        .map(String::strip)
        .filter(sentence -> !sentence.isEmpty())
        .toList();
  }
}
