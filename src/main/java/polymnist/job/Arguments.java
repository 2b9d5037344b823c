package polymnist.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import polymnist.setting.NearestWord;
import polymnist.setting.Settings;
import polymnist.setting.UserError;

/**
 * What stands after the job on the command line: {@code [options] [key=value ...]}. The value of an
 * option stands behind it or behind {@code =}.
 *
 * @param profile {@code demo} where none is given
 * @param options the others that were given, such as {@code --from}; a flag has an empty value
 * @param assignments the {@code key=value} settings
 * @param rest what is neither, such as the statement of {@code query}
 */
public record Arguments(
    String profile, Map<String, String> options, List<String> assignments, List<String> rest) {
  static final String HELP = "--help";

  private static final String PROFILE = "--profile";

  /** Where {@code spark-submit.sh} tells the driver the project's folder. */
  private static final String HOME_PROPERTY = "spark.polymnist.home";

  /** What a profile says, in base 64, where the driver may run on another machine than it is on. */
  private static final String PROFILE_PROPERTY = "spark.polymnist.profile";

  /** A value may have several lines. */
  private static final Pattern ASSIGNMENT =
      Pattern.compile("[A-Za-z][A-Za-z0-9._-]*\\+?=.*", Pattern.DOTALL);

  /** Options of spark-submit that people write behind the job. */
  private static final Pattern OF_SPARK_SUBMIT =
      Pattern.compile(
          "-c|--(archives|class|conf|deploy-mode|driver-(class-path|cores|java-options|library-path"
              + "|memory)|exclude-packages|executor-(cores|memory)|files|jars|keytab|kill|master"
              + "|num-executors|packages|principal|properties-file|proxy-user|queue|remote"
              + "|repositories|status|supervise|total-executor-cores)");

  public Arguments {
    options = Map.copyOf(options);
    assignments = List.copyOf(assignments);
    rest = List.copyOf(rest);
  }

  /**
   * Parses what stands after a job.
   *
   * @throws UserError when an option is unknown, lacks its value or has one too many, or a word
   *     stands where none is expected
   */
  public static Arguments parse(List<String> words, JobDescription job) {
    Map<String, JobOption> known =
        Stream.concat(job.options().stream(), JobDescription.COMMON.stream())
            .collect(
                Collectors.toMap(
                    JobOption::name, option -> option, (own, common) -> own, LinkedHashMap::new));
    Map<String, String> options = new LinkedHashMap<>();
    List<String> assignments = new ArrayList<>();
    List<String> rest = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (word.startsWith("-") && !word.equals("-")) {
        int equals = word.indexOf('=');
        String name = equals < 0 ? word : word.substring(0, equals);
        JobOption option = option(name, value(words, i), job, known);
        if (options.containsKey(option.name()) && !option.isFlag()) {
          throw UserError.request("%s stands twice: give it once".formatted(option.name()));
        }
        if (option.isFlag()) {
          if (equals >= 0) {
            throw UserError.request("%s takes no value, was '%s'".formatted(option.name(), word));
          }
          options.put(option.name(), "");
        } else if (equals >= 0) {
          options.put(option.name(), word.substring(equals + 1));
        } else if (++i == words.size()) {
          throw UserError.request(
              "%s needs a value: write %s".formatted(option.name(), option.usage()));
        } else {
          options.put(option.name(), words.get(i));
        }
      } else if (word.startsWith("spark.") && ASSIGNMENT.matcher(word).matches()) {
        throw UserError.request(
            "%s is a setting of Spark's, which stands before the job: ./spark-submit.sh --conf '%s' %s"
                .formatted(word.substring(0, word.indexOf('=')), word, job.name()));
      } else if (ASSIGNMENT.matcher(word).matches()) {
        assignments.add(word);
      } else {
        rest.add(word);
      }
    }
    String profile = options.containsKey(PROFILE) ? options.remove(PROFILE) : "demo";
    if (job.words().isEmpty() && !rest.isEmpty() && !options.containsKey(HELP)) {
      throw UserError.request(
          "'%s' is no option of %s, and no setting as it stands: one is written KEY=VALUE without blanks, such as %s; ./spark-submit.sh %s --help lists them"
              .formatted(rest.get(0), job.name(), example(words, rest.get(0), job), job.name()));
    }
    return new Arguments(profile, options, assignments, rest);
  }

  /**
   * Blanks stood around the sign, or the value is missing; else what stands alone is what the job
   * reads, where it says the setting of that.
   */
  private static String example(List<String> words, String word, JobDescription job) {
    int next = words.indexOf(word) + 1;
    int end = next < words.size() && words.get(next).equals("=") ? next + 2 : next + 1;
    String behind = String.join("", words.subList(next, Math.min(end, words.size())));
    if (behind.startsWith("=")) {
      return "'%s%s'".formatted(word, behind);
    }
    if (ASSIGNMENT.matcher(word + "=").matches() && word.contains(".")) {
      return "'%s=VALUE'".formatted(word);
    }
    Matcher setting =
        Pattern.compile("`(%s\\.[a-z-]+)`".formatted(job.name())).matcher(job.reads());
    return setting.find() ? "'%s=%s'".formatted(setting.group(1), word) : "seed=2";
  }

  /** Returns the value of the option at a place as a shell takes it, where it seems to have one. */
  private static String value(List<String> words, int option) {
    String word = words.get(option);
    int equals = word.indexOf('=');
    String value =
        equals >= 0
            ? word.substring(equals + 1)
            : option + 1 < words.size() ? words.get(option + 1) : "";
    return value.isEmpty() || value.startsWith("-") ? "" : " '" + value + "'";
  }

  private static JobOption option(
      String name, String value, JobDescription job, Map<String, JobOption> known) {
    if (known.containsKey(name)) {
      return known.get(name);
    }
    if (name.equals("-h")) {
      return known.get(HELP);
    }
    if (OF_SPARK_SUBMIT.matcher(name).matches()) {
      throw UserError.request(
          "%s is an option of spark-submit, which stands before the job: ./spark-submit.sh %s%s %s"
              .formatted(name, name, value, job.name()));
    }
    throw UserError.request(
        "%s has no option %s%s; it has %s; settings are written KEY=VALUE, without dashes, and ./spark-submit.sh %s --help lists them"
            .formatted(
                job.name(),
                name,
                NearestWord.question(name, known.keySet()),
                known.values().stream().map(JobOption::usage).collect(Collectors.joining(", ")),
                job.name()));
  }

  /** Tells whether help is asked for, and nothing else to be done. */
  public boolean asksForHelp() {
    return options.containsKey(HELP);
  }

  /** Returns the settings that these arguments ask for. */
  public Settings settings() {
    Path home = Path.of(System.getProperty(HOME_PROPERTY, ".")).toAbsolutePath().normalize();
    String sent = System.getProperty(PROFILE_PROPERTY);
    return sent == null
        ? Settings.load(home, profile, assignments)
        : Settings.load(
            home, profile, new String(Base64.getDecoder().decode(sent), UTF_8), assignments);
  }
}
