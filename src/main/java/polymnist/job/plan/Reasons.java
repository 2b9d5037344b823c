package polymnist.job.plan;

import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import polymnist.setting.Redaction;
import polymnist.setting.Settings;
import polymnist.warehouse.RunManifest;

/**
 * What a stage's result depends on, beside what an earlier run was of: why it is to run again, or
 * why two runs found different things.
 */
public final class Reasons {
  /** Told where two runs were made by other code. */
  static final String CODE = "the code has changed";

  private static final String NOTHING = "nothing";

  /** What two runs never share, or what their settings say already, or their results. */
  private static final Pattern DIFFERS_ALWAYS =
      Pattern.compile(
          "started|finished|application|settings-sha256|seed|name|note|tags|refused|found .*");

  /** So many tables or classes are named, of those that changed together. */
  private static final int NAMED = 3;

  private Reasons() {}

  /** Returns those parts of a plan that a manifest has no place of their own for. */
  static Map<String, String> kept(SortedMap<String, String> parts) {
    Map<String, String> kept = new TreeMap<>(parts);
    kept.keySet()
        .removeIf(
            name ->
                name.equals("job")
                    || name.equals(Fingerprint.SETTINGS)
                    || name.startsWith(Fingerprint.INPUT));
    return kept;
  }

  /**
   * Returns what differs, a text each; never none.
   *
   * @param run an earlier run of the job
   * @param parts of the plan, as {@link Fingerprint#parts} names them
   */
  static List<String> of(RunManifest run, SortedMap<String, String> parts) {
    List<String> reasons = new ArrayList<>();
    run.refusal().ifPresent(reason -> reasons.add("its input was refused: " + reason));
    String job = parts.get("job");
    // Secrets are compared as they are kept: hidden.
    Redaction redaction = new Redaction();
    String settings = redaction.ofJson(parts.get(Fingerprint.SETTINGS));
    reasons.addAll(settings(leaves(job, UsedSettings.of(run.settings())), leaves(job, settings)));
    Map<String, String> inputs = new TreeMap<>();
    parts.forEach(
        (name, value) -> {
          if (name.startsWith(Fingerprint.INPUT)) {
            inputs.put(name.substring(Fingerprint.INPUT.length()), value);
          }
        });
    reasons.addAll(tables(run.inputs(), inputs));
    redaction
        .ofFacts(kept(parts))
        .forEach(
            (name, value) -> {
              fact(name, run.provenance().get(name), value).ifPresent(reasons::add);
            });
    return reasons.isEmpty() ? List.of("its latest run is not to be used again") : reasons;
  }

  /**
   * Returns what differs between two runs of a job, a text each: settings, tables, files, code,
   * Spark's settings.
   */
  public static List<String> between(RunManifest before, RunManifest now) {
    List<String> differences =
        new ArrayList<>(
            settings(leaves(before.job(), before.settings()), leaves(now.job(), now.settings())));
    differences.addAll(tables(before.inputs(), now.inputs()));
    for (String name : names(before.provenance(), now.provenance())) {
      if (!DIFFERS_ALWAYS.matcher(name).matches()) {
        fact(name, before.provenance().get(name), now.provenance().get(name))
            .ifPresent(differences::add);
      }
    }
    return differences;
  }

  private static Optional<String> fact(String name, String before, String now) {
    String was = Objects.requireNonNullElse(before, NOTHING);
    String is = Objects.requireNonNullElse(now, NOTHING);
    if (was.equals(is)) {
      return Optional.empty();
    }
    if (name.startsWith(Fingerprint.FILE) && (before == null || now == null)) {
      return Optional.of(
          "the %s is %s".formatted(name, before == null ? "read now" : "not read any more"));
    }
    return Optional.of(
        name.equals(Fingerprint.CODE) || name.startsWith(Fingerprint.FILE)
            ? "the %s has changed".formatted(name)
            : "%s was '%s', is '%s'".formatted(name, was, is));
  }

  private static Map<String, String> leaves(String job, String json) {
    Map<String, String> leaves = new TreeMap<>();
    for (Map.Entry<String, ConfigValue> leaf : Settings.parseJson(json).entrySet()) {
      leaves.put(
          job + "." + String.join(".", ConfigUtil.splitPath(leaf.getKey())),
          leaf.getValue().render(ConfigRenderOptions.concise()));
    }
    return leaves;
  }

  private static List<String> settings(Map<String, String> before, Map<String, String> now) {
    List<String> differences = new ArrayList<>();
    for (String name : names(before, now)) {
      String was = before.getOrDefault(name, NOTHING);
      String is = now.getOrDefault(name, NOTHING);
      if (!was.equals(is)) {
        differences.add("%s was %s, is %s".formatted(name, was, is));
      }
    }
    return differences;
  }

  /** Names the first of many. */
  static String named(List<String> names) {
    int more = names.size() - NAMED;
    String first = String.join(", ", names.subList(0, Math.min(NAMED, names.size())));
    return more > 0 ? "%s and %s more".formatted(first, more) : first;
  }

  /** Tables that come of the same run are told together. */
  private static List<String> tables(Map<String, String> before, Map<String, String> now) {
    Map<String, List<String>> changed = new TreeMap<>();
    for (String name : names(before, now)) {
      String was = before.getOrDefault(name, NOTHING);
      String is = now.getOrDefault(name, NOTHING);
      if (!was.equals(is)) {
        changed
            .computeIfAbsent("of %s before, now of %s".formatted(was, is), key -> new ArrayList<>())
            .add(name);
      }
    }
    List<String> differences = new ArrayList<>();
    changed.forEach(
        (runs, names) -> {
          differences.add("%s: %s".formatted(named(names), runs));
        });
    return differences;
  }

  private static Set<String> names(Map<String, String> before, Map<String, String> now) {
    Set<String> names = new TreeSet<>(before.keySet());
    names.addAll(now.keySet());
    return names;
  }
}
