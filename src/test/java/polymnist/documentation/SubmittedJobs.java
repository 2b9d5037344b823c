package polymnist.documentation;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigUtil;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import polymnist.job.Arguments;
import polymnist.job.Job;
import polymnist.job.JobDescription;
import polymnist.job.JobGroup;
import polymnist.job.JobList;
import polymnist.job.Stage;
import polymnist.setting.Settings;
import polymnist.setting.UserError;

/** Whether a command line of a page is one that would be taken. */
final class SubmittedJobs {
  private static final Path BENCHMARKS = Path.of("src/benchmark/resources/reference.conf");

  private static final Config DEFAULTS =
      ConfigFactory.parseMap(Map.of("home", "home"))
          .withFallback(
              Files.exists(BENCHMARKS)
                  ? ConfigFactory.parseFile(BENCHMARKS.toFile())
                  : ConfigFactory.empty())
          .withFallback(ConfigFactory.parseResources(Settings.class, "/reference.conf"))
          .resolve();

  private final Map<String, Job> jobs = new LinkedHashMap<>();

  SubmittedJobs() {
    JobList.all().forEach(job -> jobs.put(job.name(), job));
  }

  /** Tells whether there is such a job, also where it is built by a profile of Maven alone. */
  boolean has(String job) {
    return Files.isRegularFile(Path.of("jobs", job + ".conf"));
  }

  /**
   * Reads a command as the job would, to the settings of each block that it names.
   *
   * @throws UserError saying what is wrong with it
   */
  void check(SubmittedCommand command) {
    JobDescription description =
        jobs.containsKey(command.job())
            ? jobs.get(command.job()).description()
            : JobDescription.ofStage(command.job(), JobGroup.STUDY, "-", "-", List.of());
    Arguments arguments = Arguments.parse(command.words(), description);
    Path home = Path.of("").toAbsolutePath();
    Settings settings = Settings.load(home, arguments.profile(), arguments.assignments());
    for (String assignment : arguments.assignments()) {
      String key = assignment.substring(0, assignment.indexOf('='));
      String block = ConfigUtil.splitPath(key).get(0);
      if (jobs.get(block) instanceof Stage<?> stage) {
        settings.bind(block, stage.settingsType());
      } else if (!isDefault(key)) {
        throw UserError.request(key + " is no setting");
      }
    }
  }

  /** Tells whether a key is one of a block that has defaults. */
  static boolean isOfBlock(String key) {
    return DEFAULTS.hasPath(ConfigUtil.splitPath(key).get(0));
  }

  /** Tells whether a key has a default. */
  static boolean isDefault(String key) {
    return DEFAULTS.hasPath(key);
  }
}
