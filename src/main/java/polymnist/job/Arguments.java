package polymnist.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import polymnist.setting.Settings;
import polymnist.setting.UserError;

/**
 * What stands after the job on the command line: {@code [--profile NAME-or-FILE] [options]
 * [key=value ...]}.
 *
 * @param profile {@code demo} where none is given
 * @param options the job's own options, such as {@code --from}; a flag has an empty value
 * @param assignments the {@code key=value} settings
 * @param rest what is neither, such as the statement of {@code query}
 */
public record Arguments(
    String profile, Map<String, String> options, List<String> assignments, List<String> rest) {

  /** Where {@code spark-submit.sh} tells the driver the project's folder. */
  private static final String HOME_PROPERTY = "spark.polymnist.home";

  /** What a profile says, in base 64, where the driver may run on another machine than it is on. */
  private static final String PROFILE_PROPERTY = "spark.polymnist.profile";

  public Arguments {
    options = Map.copyOf(options);
    assignments = List.copyOf(assignments);
    rest = List.copyOf(rest);
  }

  /**
   * Parses arguments.
   *
   * @param valued the job's options that take a value, such as {@code --from}
   * @param flags the job's options that take none
   * @throws UserError when an option is unknown or lacks its value
   */
  public static Arguments parse(String[] args, List<String> valued, List<String> flags) {
    String profile = "demo";
    Map<String, String> options = new LinkedHashMap<>();
    List<String> assignments = new ArrayList<>();
    List<String> rest = new ArrayList<>();
    for (int i = 0; i < args.length; i++) {
      String argument = args[i];
      if (flags.contains(argument)) {
        options.put(argument, "");
      } else if (argument.equals("--profile") || valued.contains(argument)) {
        if (++i == args.length) {
          throw UserError.request(argument + " needs a value");
        }
        if (argument.equals("--profile")) {
          profile = args[i];
        } else {
          options.put(argument, args[i]);
        }
      } else if (argument.startsWith("--")) {
        throw UserError.request(
            "unknown option %s: this job has --profile NAME-or-FILE%s"
                .formatted(argument, more(valued, flags)));
      } else if (argument.matches("[A-Za-z][A-Za-z0-9.-]*=.*")) {
        assignments.add(argument);
      } else {
        rest.add(argument);
      }
    }
    return new Arguments(profile, options, assignments, rest);
  }

  private static String more(List<String> valued, List<String> flags) {
    StringBuilder more = new StringBuilder();
    valued.forEach(option -> more.append(", ").append(option).append(" VALUE"));
    flags.forEach(option -> more.append(", ").append(option));
    return more.toString();
  }

  /** Refuses words that are neither options nor settings. */
  public Arguments withoutRest() {
    if (!rest.isEmpty()) {
      throw UserError.request(
          "'%s' is no setting: write key=value, such as train.epochs=3".formatted(rest.get(0)));
    }
    return this;
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
