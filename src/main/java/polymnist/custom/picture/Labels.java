package polymnist.custom.picture;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import polymnist.setting.UserError;

/**
 * Which digit each picture shows: given by a CSV file with the columns {@code path} and {@code
 * label}, by folders named {@code 0} to {@code 9} or {@code zero} to {@code nine}, or by names such
 * as {@code 7.png}, {@code 7_1.jpg}, {@code seven.jpg}, or {@code digit-7-1.png} of the page to
 * draw on. Upper and lower case are alike.
 */
public final class Labels {
  private static final List<String> WORDS =
      List.of("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine");

  private static final String DIGIT = "([0-9]|" + String.join("|", WORDS) + ")";
  private static final Pattern FOLDER = Pattern.compile(DIGIT, Pattern.CASE_INSENSITIVE);

  /** How a name begins: 10 and 2026 are no digits, IMG_7 may be the seventh photo of anything. */
  private static final Pattern NAME =
      Pattern.compile("(?:digit[-_ ]?)?" + DIGIT + "(?![\\p{L}\\p{N}])", Pattern.CASE_INSENSITIVE);

  private Labels() {}

  /**
   * Returns what the pictures' paths tell. Folders do, where one of a digit is above each picture
   * that lies in a folder; pictures beside the folders have no label then. Else names do, where at
   * least half are such: one 7.png among photos by number tells nothing.
   */
  public static Labelling ofPaths(Set<String> paths) {
    Map<String, PictureLabel> byFolder = labels(paths, Labels::ofFolder);
    Optional<String> elsewhere =
        paths.stream()
            .filter(path -> path.contains("/") && !byFolder.containsKey(path))
            .min(Comparator.naturalOrder());
    if (!byFolder.isEmpty() && elsewhere.isEmpty()) {
      return new Labelling("their folders", byFolder);
    }
    Map<String, PictureLabel> byName = labels(paths, Labels::ofName);
    if (!byName.isEmpty() && 2 * byName.size() >= paths.size()) {
      return new Labelling("their names", byName);
    }
    String folders =
        byFolder.isEmpty() ? "no folders" : elsewhere.orElseThrow() + " is in none of the folders";
    String names = byName.isEmpty() ? "no" : "only %s of %s".formatted(byName.size(), paths.size());
    return new Labelling(
        "no labels.csv, %s 0 to 9 or zero to nine, %s names such as 7.png or seven_1.jpg"
            .formatted(folders, names),
        Map.of());
  }

  private static Map<String, PictureLabel> labels(
      Set<String> paths, Function<String, Optional<Integer>> digit) {
    Map<String, PictureLabel> labels = new HashMap<>();
    for (String path : paths) {
      digit.apply(path).ifPresent(found -> labels.put(path, PictureLabel.of(found)));
    }
    return labels;
  }

  /** The nearest folder above a picture that is named by a digit. */
  private static Optional<Integer> ofFolder(String path) {
    String[] parts = path.split("/", -1);
    for (int i = parts.length - 2; i >= 0; i--) {
      if (FOLDER.matcher(parts[i]).matches()) {
        return Optional.of(value(parts[i]));
      }
    }
    return Optional.empty();
  }

  private static Optional<Integer> ofName(String path) {
    Matcher name = NAME.matcher(path.substring(path.lastIndexOf('/') + 1));
    return name.lookingAt() ? Optional.of(value(name.group(1))) : Optional.empty();
  }

  private static int value(String digit) {
    int word = WORDS.indexOf(digit.toLowerCase(Locale.ROOT));
    return word >= 0 ? word : digit.charAt(0) - '0';
  }

  /**
   * Reads a CSV file: the first line names the columns; values with commas stand in double quotes.
   * Columns besides the path and the label are kept as they are. A picture need not have a line.
   *
   * @param name of the file, for messages
   * @param text of the file
   * @param paths of all pictures
   * @return the label of each picture that has a line
   * @throws UserError naming file and line, when a label is no digit, a picture does not exist or
   *     is named twice, a column is missing or named twice, or a line has too few or too many
   *     values
   */
  public static Map<String, PictureLabel> ofCsv(String name, String text, Set<String> paths) {
    String[] lines = text.replaceFirst("^\\ufeff", "").split("\\R", -1);
    List<String> header = fields(lines[0]);
    int path = header.indexOf("path");
    int label = header.indexOf("label");
    if (path < 0 || label < 0) {
      throw at(name, 1, "must name the columns path and label, was '%s'".formatted(lines[0]));
    }
    for (String column : header) {
      if (!column.isEmpty() && header.indexOf(column) != header.lastIndexOf(column)) {
        throw at(name, 1, "names the column %s twice".formatted(column));
      }
    }
    Map<String, PictureLabel> labels = new HashMap<>();
    for (int i = 1; i < lines.length; i++) {
      if (!lines[i].isBlank()) {
        List<String> fields = fields(lines[i]);
        if (fields.size() <= Math.max(path, label) || unnamed(header, fields)) {
          throw at(
              name,
              i + 1,
              String.format(Locale.ROOT, "has %d of %d columns", fields.size(), header.size()));
        }
        String picture = fields.get(path);
        if (!paths.contains(picture)) {
          throw at(name, i + 1, "there is no picture '%s'".formatted(picture));
        }
        PictureLabel known =
            new PictureLabel(digit(name, i + 1, fields.get(label)), further(header, fields));
        if (labels.put(picture, known) != null) {
          throw at(name, i + 1, "the picture '%s' has a line already".formatted(picture));
        }
      }
    }
    return labels;
  }

  /** Tells whether there is a value behind the last column. */
  private static boolean unnamed(List<String> header, List<String> fields) {
    return fields.stream().skip(header.size()).anyMatch(field -> !field.isEmpty());
  }

  /** The values of the columns besides path and label; a line may end before the last of them. */
  private static Map<String, String> further(List<String> header, List<String> fields) {
    Map<String, String> further = new HashMap<>();
    for (int column = 0; column < Math.min(header.size(), fields.size()); column++) {
      String name = header.get(column);
      boolean kept = !name.isEmpty() && !name.equals("path") && !name.equals("label");
      if (kept && !fields.get(column).isEmpty()) {
        further.put(name, fields.get(column));
      }
    }
    return further;
  }

  private static Integer digit(String name, int line, String label) {
    if (label.isEmpty()) {
      return null;
    }
    if (!label.matches("[0-9]")) {
      throw at(name, line, "a label must be a digit 0 to 9, or empty, was '%s'".formatted(label));
    }
    return label.charAt(0) - '0';
  }

  private static UserError at(String name, int line, String problem) {
    return UserError.request(String.format(Locale.ROOT, "%s:%d: %s", name, line, problem));
  }

  /** Returns the pictures with their labels. */
  public static List<PictureFile> given(
      List<PictureFile> pictures, Map<String, PictureLabel> labels) {
    return pictures.stream()
        .map(file -> file.withLabel(labels.getOrDefault(file.path(), PictureLabel.NOTHING)))
        .toList();
  }

  /** Returns the paths of pictures. */
  public static Set<String> paths(List<PictureFile> pictures) {
    Set<String> paths = new HashSet<>();
    pictures.forEach(picture -> paths.add(picture.path()));
    return paths;
  }

  /** Splits a line at its commas; quotes inside quoted values are doubled (RFC 4180). */
  private static List<String> fields(String line) {
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"') {
        boolean doubled = quoted && i + 1 < line.length() && line.charAt(i + 1) == '"';
        if (doubled) {
          field.append('"');
          i++;
        } else {
          quoted = !quoted;
        }
      } else if (c == ',' && !quoted) {
        fields.add(field.toString().trim());
        field.setLength(0);
      } else {
        field.append(c);
      }
    }
    fields.add(field.toString().trim());
    return fields;
  }
}
