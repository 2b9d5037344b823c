package polymnist.documentation;

import java.nio.file.Path;
import java.util.stream.Collectors;
import polymnist.job.Job;
import polymnist.job.JobDescription;
import polymnist.job.JobGroup;
import polymnist.job.JobList;

/** Makes the table of jobs, which stands between two marks in its page, from their descriptions. */
final class JobsTable {
  static final Path FILE = Path.of("src/site/markdown/jobs.md");

  private static final String BEGIN = "<!-- jobs: begin, made by DocumentationTest -->\n";
  private static final String END = "<!-- jobs: end -->";

  private JobsTable() {}

  /** Returns the page with its table made anew. */
  static String page() {
    String page = MarkdownPage.text(FILE);
    int begin = page.indexOf(BEGIN) + BEGIN.length();
    StringBuilder tables = new StringBuilder();
    for (JobGroup group : JobGroup.values()) {
      tables.append(tables.isEmpty() ? "" : "\n").append("**").append(group.title());
      tables.append("**\n\n| job | does | reads | writes |\n|---|---|---|---|\n");
      JobList.all().stream()
          .filter(JobsTable::isBuiltAlways)
          .map(Job::description)
          .filter(job -> job.group() == group)
          .forEach(job -> tables.append(row(job)));
    }
    return page.substring(0, begin) + tables + page.substring(page.indexOf(END));
  }

  private static boolean isBuiltAlways(Job job) {
    return !job.getClass().getPackageName().startsWith("polymnist.benchmark");
  }

  private static String row(JobDescription job) {
    String writes =
        job.writes().stream()
            .map(name -> name.contains(" ") ? name : "`" + name + "`")
            .collect(Collectors.joining(", "));
    return "| `%s` | %s | %s | %s |\n".formatted(job.name(), job.summary(), job.reads(), writes);
  }
}
