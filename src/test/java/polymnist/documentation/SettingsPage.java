package polymnist.documentation;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes the page of all settings from {@code reference.conf}: a heading a block, a row a key. */
final class SettingsPage {
  private static final List<Path> SOURCES =
      List.of(
          Path.of("src/main/resources/reference.conf"),
          Path.of("src/benchmark/resources/reference.conf"));

  private static final Pattern OPENING = Pattern.compile("( *)([\\w-]+) ?(\\{|= \\[|= \"\"\".*)");
  private static final Pattern SIMPLE = Pattern.compile(" *([\\w-]+) = (.*)");

  private final List<String> lines;
  private final StringBuilder page = new StringBuilder();
  private final List<String> comment = new ArrayList<>();
  private boolean inTable;

  private SettingsPage(List<String> lines) {
    this.lines = lines;
  }

  static String text() {
    StringBuilder page =
        new StringBuilder(
            """
            # Settings

            The defaults below are those of `reference.conf`; without `--profile`, what
            [conf/demo.conf](../../../conf/demo.conf) sets counts in their place, and with `--profile full` what
            [conf/full.conf](../../../conf/full.conf) sets. A setting is written `key=value` after the job, or
            stands in a profile. `home` is the project's folder. A value in `${...}` is that of another
            setting. `./spark-submit.sh JOB --help` prints the settings of one job.

            This page is made from `reference.conf` by a test, see
            [Contributing](contributing.md#pages-that-are-made).
            """);
    for (Path source : SOURCES) {
      if (Files.exists(source)) {
        page.append(new SettingsPage(MarkdownPage.text(source).lines().toList()).blocks());
      }
    }
    return page.toString();
  }

  private String blocks() {
    boolean first = true;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.startsWith("#")) {
        comment.add(line.substring(1).strip());
      } else if (line.endsWith(" {")) {
        String block = line.substring(0, line.length() - 2);
        int end = end(i);
        page.append("\n## ").append(block).append("\n\n");
        if (!comment.isEmpty()) {
          page.append(prose()).append("\n\n");
        }
        entries(block, i + 1, end);
        i = end;
      } else if (SIMPLE.matcher(line).matches()) {
        page.append("\n## All jobs\n\n");
        entries("", i, i + 1);
      } else if (first && line.isBlank()) {
        // What the file says of itself.
        first = false;
        comment.clear();
      }
    }
    return page.toString();
  }

  /**
   * Writes what stands from one line to another: a row for each key, also of a block of nothing but
   * keys, and other blocks as they are.
   */
  private void entries(String block, int from, int to) {
    inTable = false;
    int begin = from;
    for (int i = from; i < to; i++) {
      String line = lines.get(i);
      Matcher simple = SIMPLE.matcher(line);
      if (line.isBlank()) {
        begin = i + 1;
      } else if (line.strip().startsWith("#")) {
        if (comment.isEmpty()) {
          begin = i;
        }
        comment.add(line.strip().substring(1).stripTrailing());
      } else if (OPENING.matcher(line).matches() && !line.endsWith("]") && !line.endsWith("}")) {
        int end = end(i);
        if (isPlain(i, end)) {
          String name = block + "." + line.strip().replace(" {", "");
          if (!comment.isEmpty()) {
            row(name, "", prose());
          }
          keys(name, i + 1, end);
          i = end;
          continue;
        }
        begin = comment.isEmpty() ? i : begin;
        comment.clear();
        page.append(inTable ? "\n" : "").append("```\n");
        inTable = false;
        for (String member : lines.subList(begin, end + 1)) {
          page.append(member.startsWith("  ") ? member.substring(2) : member).append('\n');
        }
        page.append("```\n\n");
        i = end;
      } else if (simple.matches()) {
        row(
            block.isEmpty() ? simple.group(1) : block + "." + simple.group(1),
            simple.group(2),
            prose());
      } else {
        throw new IllegalStateException("reference.conf has a line of no known form: " + line);
      }
    }
  }

  /** Tells whether a block holds keys alone, and its comment has no list. */
  private boolean isPlain(int opening, int end) {
    return lines.get(opening).endsWith(" {")
        && comment.stream().noneMatch(text -> text.startsWith("   "))
        && lines.subList(opening + 1, end).stream()
            .allMatch(
                line ->
                    line.isBlank()
                        || line.strip().startsWith("#")
                        || (SIMPLE.matcher(line).matches() && !line.endsWith("[")));
  }

  private void keys(String block, int from, int to) {
    for (String line : lines.subList(from, to)) {
      Matcher simple = SIMPLE.matcher(line);
      if (simple.matches()) {
        row(block + "." + simple.group(1), simple.group(2), prose());
      } else if (!line.isBlank()) {
        comment.add(line.strip().substring(1));
      }
    }
  }

  private void row(String key, String value, String meaning) {
    if (!inTable) {
      page.append("| setting | default | meaning |\n|---|---|---|\n");
      inTable = true;
    }
    String shown = value.isEmpty() ? "" : "`" + value + "`";
    page.append("| `%s` | %s | %s |\n".formatted(key, shown, meaning));
  }

  /** Returns the comment that was read, in one line, and forgets it. */
  private String prose() {
    String prose = String.join(" ", comment.stream().map(String::strip).toList());
    comment.clear();
    return prose.replace("|", "\\|");
  }

  /** Returns the line that closes what one opens: the next of the same depth that does. */
  private int end(int opening) {
    String line = lines.get(opening);
    if (line.contains("\"\"\"")) {
      int end = opening + 1;
      while (!lines.get(end).contains("\"\"\"")) {
        end++;
      }
      return end;
    }
    String indent = line.substring(0, line.length() - line.stripLeading().length());
    int end = opening + 1;
    while (!lines.get(end).equals(indent + "}") && !lines.get(end).equals(indent + "]")) {
      end++;
    }
    return end;
  }
}
