package polymnist.custom;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import polymnist.job.UserError;

/**
 * Which digit each picture shows: told by a CSV file with the columns {@code path} and {@code
 * label}, or by folders named {@code 0} to {@code 9}.
 */
final class Labels {
  private Labels() {}

  /**
   * Reads a CSV file: the first line names the columns, of which two are read, the path and the
   * label; values with commas stand in double quotes. A picture need not have a line.
   *
   * @param name of the file, for messages
   * @param text of the file
   * @param paths of all pictures
   * @return the digit of each picture that has one
   * @throws UserError naming file and line, when a label is no digit, a picture does not exist or
   *     is named twice, or a column is missing
   */
  static Map<String, Integer> ofCsv(String name, String text, Set<String> paths) {
    String[] lines = text.replaceFirst("^\\ufeff", "").split("\\R", -1);
    List<String> header = fields(lines[0]);
    int path = header.indexOf("path");
    int label = header.indexOf("label");
    if (path < 0 || label < 0) {
      throw at(name, 1, "must name the columns path and label, was '%s'".formatted(lines[0]));
    }
    Map<String, Integer> labels = new HashMap<>();
    for (int i = 1; i < lines.length; i++) {
      if (!lines[i].isBlank()) {
        List<String> fields = fields(lines[i]);
        if (fields.size() <= Math.max(path, label)) {
          throw at(name, i + 1, "has %d of %d columns".formatted(fields.size(), header.size()));
        }
        String picture = fields.get(path);
        if (!paths.contains(picture)) {
          throw at(name, i + 1, "there is no picture '%s'".formatted(picture));
        }
        if (labels.put(picture, digit(name, i + 1, fields.get(label))) != null) {
          throw at(name, i + 1, "the picture '%s' has a line already".formatted(picture));
        }
      }
    }
    return labels;
  }

  private static Integer digit(String name, int line, String label) {
    if (!label.matches("[0-9]")) {
      throw at(name, line, "a label must be a digit 0 to 9, was '%s'".formatted(label));
    }
    return label.charAt(0) - '0';
  }

  private static UserError at(String name, int line, String problem) {
    return UserError.request("%s:%d: %s".formatted(name, line, problem));
  }

  /**
   * Returns the digits that folders tell, where every picture lies directly in a folder named
   * {@code 0} to {@code 9}; otherwise nothing.
   */
  static Map<String, Integer> ofFolders(Set<String> paths) {
    Map<String, Integer> labels = new HashMap<>();
    for (String path : paths) {
      String[] parts = path.split("/", -1);
      if (parts.length < 2 || !parts[parts.length - 2].matches("[0-9]")) {
        return Map.of();
      }
      labels.put(path, parts[parts.length - 2].charAt(0) - '0');
    }
    return labels;
  }

  /** Returns the pictures with their labels, null where there is none. */
  static List<PictureFile> given(List<PictureFile> pictures, Map<String, Integer> labels) {
    return pictures.stream().map(file -> file.labelled(labels.get(file.path()))).toList();
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
