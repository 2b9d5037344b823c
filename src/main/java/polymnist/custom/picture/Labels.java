package polymnist.custom.picture;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.univocity.parsers.csv.CsvParser;
import com.univocity.parsers.csv.CsvParserSettings;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
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
import java.util.stream.Stream;
import polymnist.setting.OneLine;
import polymnist.setting.UserError;

/**
 * Which digit each picture shows: given by a table with the columns {@code path} and {@code label},
 * by folders named {@code 0} to {@code 9} or {@code zero} to {@code nine}, or by names such as
 * {@code 7.png}, {@code 7_1.jpg}, {@code seven.jpg}, or {@code digit-7-1.png} of the page to draw
 * on. Upper and lower case are alike. A table may also say {@code none}: the picture has no digit.
 */
public final class Labels {
  private static final List<String> WORDS =
      List.of("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine");

  private static final String DIGIT = "([0-9]|" + String.join("|", WORDS) + ")";
  private static final Pattern FOLDER = Pattern.compile(DIGIT, Pattern.CASE_INSENSITIVE);

  /** How a name begins: 10 and 2026 are no digits, IMG_7 may be the seventh photo of anything. */
  private static final Pattern NAME =
      Pattern.compile("(?:digit[-_ ]?)?" + DIGIT + "(?![\\p{L}\\p{N}])", Pattern.CASE_INSENSITIVE);

  private static final List<String> PATH = List.of("path", "file_name", "filename");
  private static final List<String> LABEL = List.of("label");

  /** The label of a picture without a digit. */
  private static final String NONE = "none";

  private static final ObjectMapper JSON = new ObjectMapper();

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
      return new Labelling("their folders", byFolder, List.of());
    }
    Map<String, PictureLabel> byName = labels(paths, Labels::ofName);
    if (!byName.isEmpty() && 2 * byName.size() >= paths.size()) {
      String first = Collections.min(byName.keySet());
      return new Labelling(
          "their names, as %s is a %s".formatted(first, byName.get(first).label()),
          byName,
          List.of());
    }
    String folders =
        byFolder.isEmpty() ? "no folders" : elsewhere.orElseThrow() + " is in none of the folders";
    String names = byName.isEmpty() ? "no" : "only %s of %s".formatted(byName.size(), paths.size());
    return new Labelling(
        "no labels.csv, %s 0 to 9 or zero to nine, %s names such as 7.png or seven_1.jpg"
            .formatted(folders, names),
        Map.of(),
        List.of());
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
   * Reads a table of labels: CSV, its columns named in the first line and separated by commas,
   * semicolons, tabs or bars, or a JSON object a line. Read are the columns label, and path,
   * file_name or filename, in any case; the others are kept as they are. A path is taken as systems
   * write it: with a dot before it, backslashes, or accents apart from their letters. A picture
   * need not have a line, and a line that cannot be used costs no other.
   *
   * @param name of the file, for messages
   * @param text of the file
   * @param paths of all pictures
   * @throws UserError naming file and line, when a column is missing or named twice, or when there
   *     are lines and none can be used
   */
  public static Labelling ofTable(String name, String text, Set<String> paths) {
    String[] lines = text.split("\\R", -1);
    boolean json = text.stripLeading().startsWith("{");
    CsvParser csv = parser(lines[0]);
    List<String> header = json ? List.of() : header(name, lines[0], csv);
    Map<String, String> spelt = new HashMap<>();
    paths.forEach(path -> spelt.put(usual(path), path));
    paths.forEach(path -> spelt.put(path, path));
    Map<String, PictureLabel> labels = new HashMap<>();
    List<String> problems = new ArrayList<>();
    for (int i = json ? 0 : 1; i < lines.length; i++) {
      if (!lines[i].isBlank()) {
        try {
          Map<String, String> row = json ? ofJson(lines[i]) : ofCsv(header, fields(csv, lines[i]));
          String picture = picture(row.remove(column(row.keySet(), PATH)), spelt);
          String given = row.remove(column(row.keySet(), LABEL));
          Integer label = given.equalsIgnoreCase(NONE) ? null : digit(given);
          Boolean showsDigit = given.isEmpty() ? null : Boolean.valueOf(label != null);
          row.values().removeIf(String::isEmpty);
          if (labels.putIfAbsent(picture, new PictureLabel(label, showsDigit, row)) != null) {
            throw UserError.request("the picture '%s' has a line already".formatted(picture));
          }
        } catch (UserError e) {
          problems.add(at(name, i + 1, e.getMessage()).getMessage());
        }
      }
    }
    if (labels.isEmpty() && !problems.isEmpty()) {
      throw UserError.request("no line can be used: " + OneLine.few(problems));
    }
    return new Labelling(labels.isEmpty() ? name + " names no picture" : name, labels, problems);
  }

  /** Returns a table as text: in the encoding that it begins with, UTF-8, or that of Windows. */
  public static String text(byte[] bytes) {
    int mark = bytes.length > 1 ? (bytes[0] & 0xff) << 8 | (bytes[1] & 0xff) : 0;
    boolean wide = mark == 0xfffe || mark == 0xfeff;
    String text = new String(bytes, wide ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8);
    return text.indexOf('\ufffd') >= 0
        ? new String(bytes, Charset.forName("windows-1252"))
        : text.replaceFirst("^\\ufeff", "");
  }

  /** The parser that finds both columns in the header, of the separators that programs write. */
  private static CsvParser parser(String header) {
    return Stream.of(';', '\t', '|')
        .map(Labels::parser)
        .filter(csv -> isHeader(fields(csv, header)))
        .findFirst()
        .orElseGet(() -> parser(','));
  }

  /** A parser of single lines (RFC 4180), so that a quote that is never closed costs its own. */
  private static CsvParser parser(char delimiter) {
    CsvParserSettings settings = new CsvParserSettings();
    settings.getFormat().setDelimiter(delimiter);
    settings.getFormat().setComment('\0');
    settings.setNullValue("");
    settings.setEmptyValue("");
    settings.setMaxCharsPerColumn(-1);
    return new CsvParser(settings);
  }

  private static boolean isHeader(Collection<String> columns) {
    return column(columns, PATH) != null && column(columns, LABEL) != null;
  }

  private static List<String> fields(CsvParser csv, String line) {
    String[] fields = csv.parseLine(line);
    return fields == null ? List.of("") : Arrays.stream(fields).map(String::strip).toList();
  }

  private static List<String> header(String name, String line, CsvParser csv) {
    List<String> header = fields(csv, line);
    if (!isHeader(header)) {
      throw at(name, 1, "must name the columns path and label, was '%s'".formatted(line));
    }
    for (String column : header) {
      if (!column.isEmpty() && header.indexOf(column) != header.lastIndexOf(column)) {
        throw at(name, 1, "names the column %s twice".formatted(column));
      }
    }
    return header;
  }

  /** The first of some names that a column has, as it is written there; null where none has one. */
  private static String column(Collection<String> columns, List<String> names) {
    return names.stream()
        .flatMap(name -> columns.stream().filter(name::equalsIgnoreCase))
        .findFirst()
        .orElse(null);
  }

  /** The values by column; a line may end behind the label, and no value be behind the last. */
  private static Map<String, String> ofCsv(List<String> header, List<String> fields) {
    Map<String, String> row = new HashMap<>();
    for (int i = 0; i < Math.min(header.size(), fields.size()); i++) {
      row.put(header.get(i), fields.get(i));
    }
    row.remove("");
    if (!isHeader(row.keySet())
        || fields.stream().skip(header.size()).anyMatch(field -> !field.isEmpty())) {
      throw UserError.request(
          String.format(Locale.ROOT, "has %d of %d columns", fields.size(), header.size()));
    }
    return row;
  }

  private static Map<String, String> ofJson(String line) {
    Map<String, String> row = new HashMap<>();
    try {
      JSON.readTree(line)
          .properties()
          .forEach(
              field -> {
                JsonNode value = field.getValue();
                String text = value.isValueNode() ? value.asText().strip() : value.toString();
                row.put(field.getKey(), value.isNull() ? "" : text);
              });
    } catch (JsonProcessingException e) {
      throw UserError.request("is no JSON: " + e.getOriginalMessage());
    }
    if (!isHeader(row.keySet())) {
      throw UserError.request("must be as {\"file_name\": \"sub/a.png\", \"label\": 7}");
    }
    return row;
  }

  private static String usual(String path) {
    return Normalizer.normalize(
        path.replace('\\', '/').replaceFirst("^(\\./+)+", ""), Normalizer.Form.NFC);
  }

  private static String picture(String given, Map<String, String> spelt) {
    String picture = spelt.getOrDefault(given, spelt.get(usual(given)));
    if (picture == null) {
      throw UserError.request(
          "there is no picture '%s': write its path from the folder of pictures on, such as %s"
              .formatted(given, Collections.min(spelt.values())));
    }
    return picture;
  }

  private static Integer digit(String label) {
    String digit = label.replaceFirst("^([0-9])[.,]0*$", "$1");
    if (!digit.isEmpty() && !FOLDER.matcher(digit).matches()) {
      throw UserError.request(
          "a label must be a digit 0 to 9, zero to nine, none where there is no digit, or empty, was '%s'"
              .formatted(label));
    }
    return digit.isEmpty() ? null : value(digit);
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
}
