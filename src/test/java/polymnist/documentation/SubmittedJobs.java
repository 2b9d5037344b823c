package polymnist.documentation;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigUtil;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import polymnist.job.Arguments;
import polymnist.job.Stage;
import polymnist.setting.Settings;
import polymnist.setting.UserError;

/** Whether a command line of a page is one that would be taken. */
final class SubmittedJobs {
  private static final Path BENCHMARKS = Path.of("src/benchmark/resources/reference.conf");

  private static final Map<String, List<String>> VALUED =
      Map.of(
          "pipeline", List.of("--name", "--note", "--tags", "--from", "--only"),
          "query", List.of("--format", "--as-of"),
          "diff", List.of("--page"),
          "expire", List.of("--keep", "--older-than", "--run"));

  private static final Map<String, List<String>> FLAGS =
      Map.of(
          "pipeline", List.of("--force", "--dry-run", "--verbose"),
          "query", List.of("--all-runs"),
          "diff", List.of("--markdown"),
          "expire", List.of("--dry-run"));

  private final Map<String, Stage<?>> stages = new LinkedHashMap<>();

  SubmittedJobs() {
    ServiceLoader.load(Stage.class).forEach(stage -> stages.put(stage.name(), stage));
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
    String[] words = command.words().toArray(String[]::new);
    boolean stage = stages.containsKey(command.job());
    List<String> valued = stage ? List.of("--input", "--name", "--note", "--tags") : List.of();
    Arguments arguments =
        Arguments.parse(
            words,
            VALUED.getOrDefault(command.job(), valued),
            FLAGS.getOrDefault(command.job(), List.of()));
    Path home = Path.of("").toAbsolutePath();
    Settings settings = Settings.load(home, arguments.profile(), arguments.assignments());
    for (String assignment : arguments.assignments()) {
      String key = assignment.substring(0, assignment.indexOf('='));
      String block = ConfigUtil.splitPath(key).get(0);
      if (stages.containsKey(block)) {
        settings.bind(block, stages.get(block).settingsType());
      } else if (!isDefault(key)) {
        throw UserError.request(key + " is no setting");
      }
    }
  }

  private static boolean isDefault(String key) {
    Config benchmarks =
        Files.exists(BENCHMARKS)
            ? ConfigFactory.parseFile(BENCHMARKS.toFile())
            : ConfigFactory.empty();
    return ConfigFactory.parseMap(Map.of("home", "home"))
        .withFallback(benchmarks)
        .withFallback(ConfigFactory.parseResources(Settings.class, "/reference.conf"))
        .resolve()
        .hasPath(key);
  }
}
