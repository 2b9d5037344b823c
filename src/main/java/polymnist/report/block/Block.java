package polymnist.report.block;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A piece of a figure, as the template of its kind shows it. All texts are plain: the template
 * escapes them.
 */
public sealed interface Block {
  /** Returns this under the name of its kind, and false under those of the others. */
  default Map<String, Object> is() {
    return Stream.of(Block.class.getPermittedSubclasses())
        .collect(
            Collectors.toMap(
                Class::getSimpleName, kind -> kind.isInstance(this) ? (Object) this : false));
  }

  /** Running text. */
  record Paragraph(String text) implements Block {}

  /** What is not there, and why. */
  record Note(String text) implements Block {}

  /** Answers side by side. */
  record Cards(List<Card> cards) implements Block {}

  /**
   * A question and its answer.
   *
   * @param value in large print
   * @param detail what qualifies the value
   * @param words the answer in sentences
   * @param plots small plots, none or one
   * @param tiles pictures, maybe none
   * @param chapter the id of the chapter that has more
   */
  record Card(
      String question,
      String value,
      String detail,
      String words,
      List<Plot> plots,
      List<Tile> tiles,
      String chapter) {
    public boolean pictured() {
      return !tiles.isEmpty();
    }
  }

  /**
   * Rows and columns.
   *
   * @param caption what the rows are
   * @param header the names of the columns, that of the rows' heads first
   */
  record Table(String caption, List<Cell> header, List<Line> lines) implements Block {}

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
   * @param shade a class of the style sheet, or empty
   * @param image null where there is none
   */
  record Cell(String text, String kind, String shade, Picture image) {
    public static Cell text(String text) {
      return new Cell(text, "text", "", null);
    }

    public static Cell number(String text) {
      return new Cell(text, "number", "", null);
    }

    /** A number on a colour of the style sheet, in ten steps: none for 0, the deepest for 1. */
    public static Cell shaded(String text, String colour, double strength) {
      int step = (int) Math.ceil(10 * Math.max(0, Math.min(1, strength)));
      return new Cell(text, "number", step > 0 ? colour + step : "", null);
    }

    public static Cell of(Picture image) {
      return new Cell("", "text", "", image);
    }
  }

  /** Plots under one caption. */
  record Plots(String caption, List<Plot> plots) implements Block {}

  /**
   * A plot, drawn twice so that its letters keep their size.
   *
   * @param narrow SVG for a phone; its texts are escaped
   * @param wide SVG for a desk
   */
  record Plot(String narrow, String wide) {}

  /**
   * Strips of pictures under one caption.
   *
   * @param kind how the strips are set: a {@code grid} of many small pictures, {@code cards} with
   *     words, or {@code steps} from one to the next
   */
  record Gallery(String caption, String kind, List<Strip> strips) implements Block {}

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
   * @param kind {@code pixels} (enlarged as it is) or {@code photo}
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
}
