package polymnist.job;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import polymnist.setting.UserError;
import polymnist.warehouse.RunManifest;
import polymnist.warehouse.Warehouse;

/**
 * What people call a run, so that they find it among others.
 *
 * @param name no other submit has it; it stands wherever a run is asked for
 * @param note any text
 * @param tags words that several runs may share
 */
public record RunTitle(Optional<String> name, Optional<String> note, List<String> tags) {
  private static final String NAME_OPTION = "--name";
  private static final String NOTE_OPTION = "--note";
  private static final String TAGS_OPTION = "--tags";

  private static final Pattern WORD = Pattern.compile("[A-Za-z][A-Za-z0-9._-]{0,59}");

  /** Returns the options that say it, behind others. */
  public static List<JobOption> with(List<JobOption> others) {
    List<JobOption> options = new ArrayList<>(others);
    options.add(new JobOption(NAME_OPTION, "WORD", "calls the run so"));
    options.add(new JobOption(NOTE_OPTION, "TEXT", "any text, kept with the run"));
    options.add(new JobOption(TAGS_OPTION, "WORD,...", "words that several runs may share"));
    return options;
  }

  /**
   * Reads the options.
   *
   * @throws UserError when a word is not one, or the name is taken
   */
  public static RunTitle of(Map<String, String> options, Warehouse warehouse) {
    Optional<String> name = Optional.ofNullable(options.get(NAME_OPTION));
    List<String> tags =
        Optional.ofNullable(options.get(TAGS_OPTION))
            .map(text -> Arrays.asList(text.split(",", -1)))
            .orElse(List.of());
    name.ifPresent(word -> refuseUnlessWord(NAME_OPTION, word));
    tags.forEach(word -> refuseUnlessWord(TAGS_OPTION, word));
    name.ifPresent(word -> refuseIfTaken(word, warehouse));
    return new RunTitle(name, Optional.ofNullable(options.get(NOTE_OPTION)), tags);
  }

  private static void refuseUnlessWord(String option, String word) {
    if (!WORD.matcher(word).matches()) {
      throw UserError.request(
          "%s must be letters, digits, '.', '_' and '-', beginning with a letter, at most 60; was '%s'"
              .formatted(option, word));
    }
  }

  private static void refuseIfTaken(String name, Warehouse warehouse) {
    List<RunManifest> taken = warehouse.runsOf(name);
    if (!taken.isEmpty()) {
      throw UserError.request(
          "--name: %s is the name of the run %s already: take another, or remove it with %s"
              .formatted(
                  name,
                  taken.get(0).runId(),
                  warehouse.command("expire --run " + taken.get(0).runId())));
    }
  }

  /** Returns what the manifest keeps of it. */
  public Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    name.ifPresent(word -> facts.put(RunManifest.NAME, word));
    note.ifPresent(text -> facts.put(RunManifest.NOTE, text));
    if (!tags.isEmpty()) {
      facts.put(RunManifest.TAGS, String.join(",", tags));
    }
    return facts;
  }
}
