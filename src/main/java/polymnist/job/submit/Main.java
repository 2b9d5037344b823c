package polymnist.job.submit;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import polymnist.job.Arguments;
import polymnist.job.Command;
import polymnist.job.Job;
import polymnist.job.JobList;
import polymnist.job.Stage;
import polymnist.setting.NearestWord;
import polymnist.setting.UserError;

/**
 * Runs the job that is named first: {@code JOB [options] [key=value ...]}. {@code --help} lists the
 * jobs, {@code JOB --help} tells one.
 */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    Ending.exit(() -> run(Arrays.asList(args), System.out));
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
            () ->
                UserError.request(
                    "there is no job '%s'%s; jobs are %s"
                        .formatted(
                            name,
                            NearestWord.question(name, names),
                            new TreeSet<>(names).stream().collect(Collectors.joining(", ")))));
  }
}
