package polymnist.report.block;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import polymnist.answer.DisplayText;
import polymnist.answer.TableRow;
import polymnist.report.block.Block.Cell;
import polymnist.report.block.Block.Line;
import polymnist.report.block.Block.Table;

/**
 * Tables of rows. How a column is headed and set is told once, by its name, in {@code columns.txt}:
 * name, kind and, where it is not the name in words, head. Whole numbers and texts that are not
 * told there are set as what they are.
 *
 * <p>The columns {@code model} and {@code training_corpus} become one of the network, {@code lower}
 * and {@code upper} one of the interval, and a row with {@code marked} stands out.
 */
public final class Columns {
  private static final Map<String, Column> KNOWN = known();
  private static final Set<String> WORDS = Set.of("name", "words", "text", "network");

  private Columns() {}

  private record Column(String head, String kind) {
    boolean numeric() {
      return !WORDS.contains(kind);
    }
  }

  private static Map<String, Column> known() {
    return Resource.text("columns.txt")
        .lines()
        .map(line -> line.split(" +", 3))
        .collect(
            Collectors.toMap(
                told -> told[0],
                told ->
                    new Column(told.length > 2 ? told[2] : DisplayText.words(told[0]), told[1])));
  }

  /**
   * Returns a table with a line a row, of which there is one at least.
   *
   * @param shown names of columns with commas between them; empty for all
   */
  public static Table table(String caption, String shown, List<TableRow> rows) {
    List<String> names = shown.isEmpty() ? names(rows.get(0)) : List.of(shown.split(", *", -1));
    List<Column> columns = names.stream().map(name -> column(name, rows)).toList();
    return new Table(
        caption,
        columns.stream().map(column -> cell(column, column.head())).toList(),
        rows.stream().map(row -> line(row, names, columns)).toList());
  }

  /** Returns a table with a line for each column of a row. */
  public static Table facts(String caption, TableRow row) {
    return new Table(
        caption,
        List.of(Cell.text("what"), Cell.text("value")),
        names(row).stream().map(name -> line(name, column(name, List.of(row)), row)).toList());
  }

  private static Line line(String name, Column column, TableRow row) {
    return Line.of(column.head(), Cell.text(text(row, name, column.kind())));
  }

  /** Returns a table with a line and a column for each text that some rows have in common. */
  public static Table crossed(
      String caption,
      List<TableRow> rows,
      String head,
      Function<TableRow, String> lines,
      Function<TableRow, String> columns,
      Function<TableRow, Cell> cell) {
    List<String> heads = rows.stream().map(columns).distinct().toList();
    Map<String, List<TableRow>> byLine = TableRow.grouped(rows, lines);
    return new Table(
        caption,
        Stream.concat(Stream.of(Cell.text(head)), heads.stream().map(Cell::number)).toList(),
        byLine.entrySet().stream()
            .map(
                line ->
                    new Line(
                        line.getKey(),
                        false,
                        heads.stream()
                            .map(
                                column ->
                                    line.getValue().stream()
                                        .filter(row -> columns.apply(row).equals(column))
                                        .map(cell)
                                        .findFirst()
                                        .orElse(Cell.number("")))
                            .toList()))
            .toList());
  }

  private static List<String> names(TableRow row) {
    List<String> names = new ArrayList<>(row.values().keySet());
    if (names.remove("network")) {
      names.removeAll(List.of("model", "training_corpus"));
      names.add(0, "network");
    }
    names.removeAll(List.of("upper", "marked"));
    return names;
  }

  private static Column column(String name, List<TableRow> rows) {
    boolean points = rows.get(0).values().containsKey("difference");
    Column known = KNOWN.get(name.equals("lower") && points ? "lower_points" : name);
    return known != null
        ? known
        : new Column(
            DisplayText.words(name),
            rows.stream()
                .map(row -> row.values().get(name))
                .filter(Objects::nonNull)
                .findFirst()
                .map(value -> value instanceof Number ? "count" : "name")
                .orElse("name"));
  }

  private static Line line(TableRow row, List<String> names, List<Column> columns) {
    List<Cell> cells =
        IntStream.range(0, names.size())
            .mapToObj(i -> cell(columns.get(i), text(row, names.get(i), columns.get(i).kind())))
            .toList();
    boolean marked = row.values().containsKey("marked") && row.is("marked");
    return new Line(cells.get(0).text(), marked, cells.subList(1, cells.size()));
  }

  private static Cell cell(Column column, String text) {
    return column.numeric() ? Cell.number(text) : Cell.text(text);
  }

  private static String text(TableRow row, String name, String kind) {
    double value = row.asDouble(name);
    return switch (kind) {
      case "name" -> DisplayText.name(row.text(name));
      case "words" -> DisplayText.words(row.text(name));
      case "network" -> row.struct(name).network();
      case "count" -> row.has(name) ? DisplayText.count(row.asLong(name)) : DisplayText.UNKNOWN;
      case "accuracy" -> DisplayText.accuracy(value);
      case "share" -> DisplayText.share(value);
      case "points" -> DisplayText.points(value);
      case "interval" -> DisplayText.interval(value, row.asDouble("upper"));
      case "points-interval" -> DisplayText.pointsInterval(value, row.asDouble("upper"));
      case "p" -> DisplayText.pValue(value);
      case "seconds" -> DisplayText.seconds(value);
      case "quantity" ->
          value == Math.rint(value) ? DisplayText.decimal(value, 0) : DisplayText.decimal(value, 4);
      case "text" -> DisplayText.sentence(row.text(name));
      default -> DisplayText.decimal(value, Integer.parseInt(kind));
    };
  }
}
