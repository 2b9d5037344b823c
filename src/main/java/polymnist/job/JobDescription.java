package polymnist.job;

import java.util.List;

/**
 * All that help and documentation tell of a job, and what its command line may say.
 *
 * @param name by which it is submitted; its block of settings and {@code jobs/NAME.conf} have it
 * @param summary what it does, in a line
 * @param reads tables, files and folders, for people
 * @param writes the tables and folders that it publishes, or where an answer goes
 * @param words what may stand beside options and settings, such as {@code RUN RUN}; empty for none
 * @param options its own; every job has {@link #COMMON} besides, every stage {@link #OF_STAGES}
 */
public record JobDescription(
    String name,
    JobGroup group,
    String summary,
    String reads,
    List<String> writes,
    String words,
    List<JobOption> options) {
  /** The options of every job. */
  public static final List<JobOption> COMMON =
      List.of(
          new JobOption(
              "--profile", "NAME-or-FILE", "settings of conf/NAME.conf or a file; demo by default"),
          JobOption.flag("--help", "prints this, and does nothing"));

  /** The options of every job that publishes a run. */
  public static final List<JobOption> OF_STAGES =
      List.of(
          new JobOption(
              "--input", "TABLE=RUN,...", "reads tables of these runs, not of the latest ones"),
          JobOption.flag("--verbose", "names all tables that were written"));

  private static final List<String> ANSWERS = List.of("standard output");

  public JobDescription {
    if (!name.matches("[a-z]+") || summary.isBlank()) {
      throw new IllegalArgumentException(
          "a job has a name of small letters and a summary, was '%s', '%s'"
              .formatted(name, summary));
    }
    writes = List.copyOf(writes);
    options = List.copyOf(options);
  }

  /** Describes a stage without options of its own. */
  public static JobDescription ofStage(
      String name, JobGroup group, String summary, String reads, List<String> writes) {
    return new JobDescription(name, group, summary, reads, writes, "", RunTitle.with(OF_STAGES));
  }

  /** Describes a command that answers on standard output. */
  public static JobDescription ofCommand(
      String name, String summary, String reads, String words, List<JobOption> options) {
    return new JobDescription(name, JobGroup.RUNS, summary, reads, ANSWERS, words, options);
  }
}
