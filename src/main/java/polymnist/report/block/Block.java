package polymnist.report.block;

import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A piece of a chapter, as the template shows it. The template knows the kind by the method that
 * returns other than null. All texts are plain: the template escapes them.
 */
public sealed interface Block {
  default Paragraph paragraph() {
    return this instanceof Paragraph block ? block : null;
  }

  default Note note() {
    return this instanceof Note block ? block : null;
  }

  default Heading heading() {
    return this instanceof Heading block ? block : null;
  }

  default KeyFigures keyFigures() {
    return this instanceof KeyFigures block ? block : null;
  }

  default Table table() {
    return this instanceof Table block ? block : null;
  }

  default Charts charts() {
    return this instanceof Charts block ? block : null;
  }

  default Gallery gallery() {
    return this instanceof Gallery block ? block : null;
  }

  default Folded folded() {
    return this instanceof Folded block ? block : null;
  }

  default PageLink link() {
    return this instanceof PageLink block ? block : null;
  }

  /** Running text. */
  record Paragraph(String text) implements Block {}

  /**
   * A link to a file that is written beside the page.
   *
   * @param file its name, of letters
   */
  record PageLink(String text, String file) implements Block {
    public PageLink {
      if (!file.matches("[a-z]+\\.html")) {
        throw new IllegalArgumentException(
            "a link goes to a page beside the report, such as draw.html, not to " + file);
      }
    }
  }

  /** What is not there, and why. */
  record Note(String text) implements Block {}

  /** The title of a part of a chapter. */
  record Heading(String text) implements Block {}

  /** A few large figures side by side. */
  record KeyFigures(List<KeyFigure> figures) implements Block {}

  /** A figure in large print: what it is, its value, and what qualifies it. */
  record KeyFigure(String name, String value, String detail) {}

  /**
   * Rows and columns.
   *
   * @param header the names of the columns, that of the rows' heads first
   */
  record Table(Caption caption, List<Cell> header, List<Line> lines) implements Block {
    /** A line a row; the first column heads it. */
    public static Table of(Caption caption, List<TableRow> rows, Column... columns) {
      return marked(caption, rows, row -> false, columns);
    }

    /** As the other, with rows that stand out. */
    public static Table marked(
        Caption caption, List<TableRow> rows, Predicate<TableRow> marked, Column... columns) {
      List<Cell> header = Stream.of(columns).map(column -> column.cell(column.head())).toList();
      return new Table(
          caption,
          header,
          rows.stream()
              .map(
                  row ->
                      new Line(
                          columns[0].text().apply(row),
                          marked.test(row),
                          Stream.of(columns)
                              .skip(1)
                              .map(column -> column.cell(column.text().apply(row)))
                              .toList()))
              .toList());
    }
  }

  /**
   * A column of a table.
   *
   * @param head its name
   * @param kind how it is set: {@code text} or {@code number}
   * @param text what stands in it
   */
  record Column(String head, String kind, Function<TableRow, String> text) {
    public static Column text(String head, Function<TableRow, String> text) {
      return new Column(head, "text", text);
    }

    public static Column text(String head, String field) {
      return text(head, row -> row.text(field));
    }

    /** A name as tables have it. */
    public static Column name(String head, String field) {
      return text(head, row -> DisplayText.name(row.text(field)));
    }

    /** A network and what it was trained on. */
    public static Column network(String head) {
      return text(head, row -> DisplayText.network(row.text("model"), row.text("training_corpus")));
    }

    public static Column number(String head, Function<TableRow, String> text) {
      return new Column(head, "number", text);
    }

    /** A share, in percent. */
    public static Column accuracy(String head, String field) {
      return number(head, row -> DisplayText.accuracy(row.asDouble(field)));
    }

    /** Where a share lies, of the columns {@code lower} and {@code upper}. */
    public static Column interval() {
      return number(
          "95 % interval",
          row -> DisplayText.interval(row.asDouble("lower"), row.asDouble("upper")));
    }

    public static Column count(String head, String field) {
      return number(head, row -> DisplayText.count(row.asLong(field)));
    }

    public static Column decimal(String head, String field, int digits) {
      return number(head, row -> DisplayText.decimal(row.asDouble(field), digits));
    }

    private Cell cell(String content) {
      return new Cell(content, kind, "", null);
    }
  }

  /** A row of a table; a marked one stands out. */
  record Line(String head, boolean marked, List<Cell> cells) {
    public static Line of(String head, Cell... cells) {
      return new Line(head, false, List.of(cells));
    }
  }

  /**
   * A cell of a table.
   *
   * @param kind how it is set: {@code text} or {@code number}
   * @param style inline style, made of computed numbers only; empty for none
   * @param image null where there is none
   */
  record Cell(String text, String kind, String style, Picture image) {
    public static Cell text(String text) {
      return new Cell(text, "text", "", null);
    }

    public static Cell number(String text) {
      return new Cell(text, "number", "", null);
    }

    public static Cell shaded(String text, String style) {
      return new Cell(text, "number", style, null);
    }

    public static Cell of(Picture image) {
      return new Cell("", "text", "", image);
    }
  }

  /** Plots under one caption. */
  record Charts(Caption caption, List<Picture> plots) implements Block {}

  /**
   * Strips of pictures under one caption.
   *
   * @param kind how the strips are set: a {@code grid} of many small pictures, {@code cards} with
   *     words, {@code pairs} to be compared, or {@code steps} from one to the next
   */
  record Gallery(Caption caption, String kind, List<Strip> strips) implements Block {}

  /**
   * A row of pictures.
   *
   * @param title empty for none
   * @param words what is to be said of all of them, empty for none
   * @param verdict {@code right}, {@code wrong}, or empty: how the row is marked
   */
  record Strip(String title, String words, String verdict, List<Tile> tiles) {
    public static Strip of(String title, List<Tile> tiles) {
      return new Strip(title, "", "", tiles);
    }
  }

  /** A picture with words under it, which may be empty. */
  record Tile(Picture image, String words) {}

  /**
   * A picture.
   *
   * @param uri a data URI; empty where the picture cannot be shown, then {@code alt} is
   * @param alt what it shows, in words
   * @param kind {@code pixels} (enlarged as it is), {@code photo} or {@code plot}
   */
  record Picture(String uri, String alt, String kind) {
    public boolean shown() {
      return !uri.isEmpty();
    }
  }

  /** Text to be opened by those who want it. */
  record Folded(String summary, List<Fact> facts, String source) implements Block {}

  /** A named value. */
  record Fact(String name, String value) {}

  /** What a figure or table shows, the tables it came from and the query that made it. */
  record Caption(String text, String tables, String sql) {}
}
