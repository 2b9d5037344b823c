package polymnist.custom;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import polymnist.setting.UserError;

/**
 * Which digit each picture shows: given by a CSV file with the columns {@code path} and {@code
 * label}, by folders named {@code 0} to {@code 9}, or by files named as the page to draw on names
 * them, {@code digit-7-1.png}.
 */
final class Labels {
  private static final Pattern NAMED = Pattern.compile("digit-([0-9])\\b.*");

  private Labels() {}

  /**
   * Returns what the pictures' paths tell: their folders' names, else their own; otherwise nothing.
   */
  static Map<String, PictureLabel> ofPaths(Set<String> paths) {
    Map<String, PictureLabel> byFolder = ofFolders(paths);
    return byFolder.isEmpty() ? ofNames(paths) : byFolder;
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
  static Map<String, PictureLabel> ofCsv(String name, String text, Set<String> paths) {
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
    if (!label.matches("[0-9]")) {
      throw at(name, line, "a label must be a digit 0 to 9, was '%s'".formatted(label));
    }
    return label.charAt(0) - '0';
  }

  private static UserError at(String name, int line, String problem) {
    return UserError.request(String.format(Locale.ROOT, "%s:%d: %s", name, line, problem));
  }

  /**
   * Returns the digits that folders tell, where every picture lies directly in a folder named
   * {@code 0} to {@code 9}; otherwise nothing.
   */
  static Map<String, PictureLabel> ofFolders(Set<String> paths) {
    Map<String, PictureLabel> labels = new HashMap<>();
    for (String path : paths) {
      String[] parts = path.split("/", -1);
      if (parts.length < 2 || !parts[parts.length - 2].matches("[0-9]")) {
        return Map.of();
      }
      labels.put(path, PictureLabel.of(parts[parts.length - 2].charAt(0) - '0'));
    }
    return labels;
  }

  /** Returns the digits that file names tell, where each begins with {@code digit-} and one. */
  static Map<String, PictureLabel> ofNames(Set<String> paths) {
    Map<String, PictureLabel> labels = new HashMap<>();
    for (String path : paths) {
      Matcher name = NAMED.matcher(path.substring(path.lastIndexOf('/') + 1));
      if (!name.matches()) {
        return Map.of();
      }
      labels.put(path, PictureLabel.of(name.group(1).charAt(0) - '0'));
    }
    return labels;
  }

  /** Returns the pictures with their labels. */
  static List<PictureFile> given(List<PictureFile> pictures, Map<String, PictureLabel> labels) {
    return pictures.stream()
        .map(file -> file.withLabel(labels.getOrDefault(file.path(), PictureLabel.NOTHING)))
        .toList();
  }

  /** Returns the paths of pictures. */
  static Set<String> paths(List<PictureFile> pictures) {
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
