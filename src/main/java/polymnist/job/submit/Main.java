package polymnist.job.submit;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import polymnist.job.Arguments;
import polymnist.job.Command;
import polymnist.job.Job;
import polymnist.job.JobGroup;
import polymnist.job.JobList;
import polymnist.job.Stage;
import polymnist.setting.NearestWord;
import polymnist.setting.RenamedKeys;
import polymnist.setting.UserError;

/**
 * Runs the job that is named first: {@code JOB [options] [key=value ...]}. {@code --help} lists the
 * jobs, {@code JOB --help} tells one.
 */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    Ending.exit(() -> stopped(args), () -> run(Arrays.asList(args), System.out));
  }

  static int run(List<String> words, PrintStream out) {
    List<Job> jobs = JobList.all();
    if (words.isEmpty() || words.get(0).equals("--help")) {
      out.print(Help.ofJobs(jobs.stream().map(Job::description).toList()));
      return 0;
    }
    Job job = named(words.get(0), jobs);
    Arguments arguments = Arguments.parse(words.subList(1, words.size()), job.description());
    if (arguments.asksForHelp()) {
      out.print(Help.of(job.description()));
      return 0;
    }
    return job instanceof Stage<?> stage
        ? StageCommand.run(stage, arguments, out)
        : ((Command) job).run(arguments, out);
  }

  private static Job named(String name, List<Job> jobs) {
    List<String> names = jobs.stream().map(Job::name).toList();
    return jobs.stream()
        .filter(job -> job.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> {
              String current = RenamedKeys.read().current(name);
              return UserError.request(
                  names.contains(current)
                      ? "the job '%s' is now %s".formatted(name, current)
                      : NearestWord.told(
                          "there is no job '%s'%s; jobs are %s", name, new TreeSet<>(names)));
            });
  }

  /**
   * Returns what is told where somebody ends a job: what looks at runs keeps nothing of its own.
   */
  static String stopped(String... args) {
    boolean looks =
        JobList.all().stream()
            .filter(job -> args.length > 0 && job.name().equals(args[0]))
            .anyMatch(job -> job.description().group() == JobGroup.RUNS);
    return looks
        ? "stopped: the same command begins anew"
        : "stopped: what was published stays, and the same command goes on from there";
  }
}
