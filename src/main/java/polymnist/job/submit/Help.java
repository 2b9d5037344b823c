package polymnist.job.submit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import polymnist.job.JobDescription;
import polymnist.job.JobGroup;
import polymnist.job.JobOption;

/** The texts of {@code --help} and the table of jobs in the documentation. */
final class Help {
  private static final String REFERENCE = "reference.conf";

  private Help() {}

  /** Returns a line a job, by group. */
  static String ofJobs(List<JobDescription> jobs) {
    StringBuilder text = new StringBuilder();
    for (JobGroup group : JobGroup.values()) {
      text.append(group.title()).append(":\n");
      jobs.stream()
          .filter(job -> job.group() == group)
          .forEach(
              job ->
                  text.append(
                      String.format(
                          Locale.ROOT, "  %-14s  %s%n", job.name(), plain(job.summary()))));
      text.append('\n');
    }
    return text.append("./spark-submit.sh JOB --help tells one, with its settings.\n").toString();
  }

  /** Returns what a job reads, writes, its options, and its settings with their defaults. */
  static String of(JobDescription job) {
    StringBuilder text = new StringBuilder();
    text.append("%s: %s%n%n".formatted(job.name(), plain(job.summary())));
    text.append(
        "Usage: ./spark-submit.sh [spark-submit options] %s [options] [key=value ...]%s%n%n"
            .formatted(job.name(), job.words().isEmpty() ? "" : " " + job.words()));
    text.append("Reads:  %s%n".formatted(plain(job.reads())));
    text.append("Writes: %s%n%nOptions:%n".formatted(String.join(", ", job.writes())));
    List<JobOption> options =
        Stream.concat(job.options().stream(), JobDescription.COMMON.stream()).toList();
    int width = options.stream().mapToInt(option -> option.usage().length()).max().orElse(0);
    for (JobOption option : options) {
      text.append(
          String.format(Locale.ROOT, "  %-" + width + "s  %s%n", option.usage(), option.meaning()));
    }
    List<String> settings = block(reference(), job.name());
    if (!settings.isEmpty()) {
      text.append("\nSettings, with their defaults; a profile in conf/ may change some:\n\n");
      settings.forEach(line -> text.append(line).append('\n'));
    }
    return text.toString();
  }

  /** A terminal shows no Markdown. */
  private static String plain(String text) {
    return text.replace("`", "");
  }

  /** Returns the lines of a block of {@code reference.conf}, and of the comment above it. */
  static List<String> block(List<String> reference, String name) {
    int begin = reference.indexOf(name + " {");
    if (begin < 0) {
      return List.of();
    }
    int end = begin;
    while (!reference.get(end).equals("}")) {
      end++;
    }
    while (begin > 0 && reference.get(begin - 1).startsWith("#")) {
      begin--;
    }
    return new ArrayList<>(reference.subList(begin, end + 1));
  }

  /** Each jar with jobs has a file of that name. */
  private static List<String> reference() {
    List<String> lines = new ArrayList<>();
    try {
      for (URL file : Collections.list(Help.class.getClassLoader().getResources(REFERENCE))) {
        try (InputStream in = file.openStream()) {
          new String(in.readAllBytes(), UTF_8).lines().forEach(lines::add);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + REFERENCE, e);
    }
    return lines;
  }
}
