package polymnist.documentation;

import java.util.ArrayList;
import java.util.List;

/**
 * A command line of a page that submits a job.
 *
 * @param job as it is written; empty for {@code ./spark-submit.sh --help}
 * @param words what stands behind the job, without the quotes of the shell
 */
record SubmittedCommand(String job, List<String> words) {
  private static final String SCRIPT = "./spark-submit.sh";

  /** Returns those of a fenced block, in which other lines may stand. */
  static List<SubmittedCommand> in(String block) {
    List<SubmittedCommand> commands = new ArrayList<>();
    int from = block.indexOf(SCRIPT);
    while (from >= 0) {
      int end = end(block, from);
      String before = block.substring(0, from);
      if (before.isEmpty() || before.endsWith("\n") || before.endsWith("$ ")) {
        of(split(block.substring(from + SCRIPT.length(), end)), commands);
      }
      from = block.indexOf(SCRIPT, Math.max(end, from + 1));
    }
    return commands;
  }

  private static void of(List<String> words, List<SubmittedCommand> commands) {
    int job = 0;
    while (job < words.size() && words.get(job).startsWith("-")) {
      // Options of spark-submit: --conf VALUE, --conf=VALUE, and flags.
      boolean alone = words.get(job).contains("=") || words.get(job).matches("--help|--verbose");
      job += alone ? 1 : 2;
    }
    // A word in brackets is a description of the usage.
    if (job < words.size() && !words.get(job).startsWith("[")) {
      commands.add(new SubmittedCommand(words.get(job), words.subList(job + 1, words.size())));
    } else if (job >= words.size()) {
      commands.add(new SubmittedCommand("", List.of()));
    }
  }

  /** Returns where the command ends: at a line's end outside of quotes, without a backslash. */
  private static int end(String block, int from) {
    char quote = 0;
    for (int i = from; i < block.length(); i++) {
      char c = block.charAt(i);
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (c == '\'' || c == '"') {
        quote = c;
      } else if (c == '#' && block.charAt(i - 1) == ' ') {
        return i;
      } else if (c == '\n' && block.charAt(i - 1) != '\\') {
        return i;
      }
    }
    return block.length();
  }

  /** Splits as the shell does; no expansion. */
  private static List<String> split(String line) {
    List<String> words = new ArrayList<>();
    StringBuilder word = null;
    char quote = 0;
    for (char c : line.replace("\\\n", " ").toCharArray()) {
      if (quote != 0 ? c == quote : c == '\'' || c == '"') {
        quote = quote == 0 ? c : 0;
        word = word == null ? new StringBuilder() : word;
      } else if (quote == 0 && Character.isWhitespace(c)) {
        if (word != null) {
          words.add(word.toString());
        }
        word = null;
      } else {
        word = (word == null ? new StringBuilder() : word).append(c);
      }
    }
    if (word != null) {
      words.add(word.toString());
    }
    return words;
  }
}
