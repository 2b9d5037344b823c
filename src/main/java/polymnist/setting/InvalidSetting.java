package polymnist.setting;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A setting outside its range. A settings record throws it from its constructor; {@link Settings}
 * adds the file and line in which the value stands.
 */
public final class InvalidSetting extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String key;
  private final String other;

  /**
   * Says that a setting breaks a rule.
   *
   * @param key the key within its block, in kebab-case, such as {@code batch-size}; those of blocks
   *     within it have dots
   * @param rule what must hold and what was found, such as {@code must be at least 1, was 0}
   */
  public InvalidSetting(String key, String rule) {
    this(key, key, rule);
  }

  /**
   * Says that a setting breaks a rule in which another one takes part.
   *
   * @param other the key of that one; it is to blame where it alone stands on the command line
   */
  public InvalidSetting(String key, String other, String rule) {
    super(key + " " + rule);
    this.key = key;
    this.other = other;
  }

  /** Returns the key within its block, in kebab-case. */
  public String key() {
    return key;
  }

  /** Returns the key of the other setting of the rule, or {@link #key()} where there is none. */
  public String other() {
    return other;
  }

  /** Throws unless {@code value} lies in [{@code least}, {@code most}]. */
  public static void unlessBetween(String key, double least, double most, double value) {
    if (!(value >= least && value <= most)) {
      throw new InvalidSetting(
          key,
          "must lie between %s and %s, was %s".formatted(plain(least), plain(most), plain(value)));
    }
  }

  /** Throws when {@code value} is blank. */
  public static void ifBlank(String key, String value) {
    if (value.isBlank()) {
      throw new InvalidSetting(key, "must not be empty");
    }
  }

  /** Throws unless all names are among the known ones, none of them twice. */
  public static void unlessNamed(String key, List<String> names, Set<String> known) {
    for (String name : names) {
      if (!known.contains(name)) {
        throw new InvalidSetting(
            key, NearestWord.told("has '%s'%s, but known are %s", name, new TreeSet<>(known)));
      }
    }
    ifTwice(key, names);
  }

  /** Throws when a name is there twice. */
  public static void ifTwice(String key, List<String> names) {
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (!seen.add(name)) {
        throw new InvalidSetting(key, "names %s twice: %s".formatted(name, names));
      }
    }
  }

  private static String plain(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
