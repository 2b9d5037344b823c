package polymnist.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import polymnist.report.Report.Section;
import polymnist.report.block.Block;
import polymnist.report.block.Block.Card;
import polymnist.report.block.Block.Cards;
import polymnist.report.block.Block.Cell;
import polymnist.report.block.Block.Fact;
import polymnist.report.block.Block.Folded;
import polymnist.report.block.Block.Gallery;
import polymnist.report.block.Block.Line;
import polymnist.report.block.Block.Note;
import polymnist.report.block.Block.Paragraph;
import polymnist.report.block.Block.Picture;
import polymnist.report.block.Block.Plot;
import polymnist.report.block.Block.Plots;
import polymnist.report.block.Block.Strip;
import polymnist.report.block.Block.Table;
import polymnist.report.block.Block.Tile;
import polymnist.report.chapter.Figure;
import polymnist.report.chapter.Query;
import polymnist.report.chapter.Study.StudyFigure;

class PageTest {
  /** Every place of the template in which text can stand, with its own hostile text in it. */
  private static final List<Block> EVERYTHING =
      List.of(
          new Paragraph(hostile(1)),
          new Paragraph(hostile(2)),
          new Note(hostile(3)),
          new Cards(
              List.of(
                  new Card(
                      hostile(4),
                      hostile(5),
                      hostile(6),
                      hostile(7),
                      List.of(),
                      List.of(new Tile(new Picture("", hostile(8), "pixels"), hostile(9))),
                      hostile(10)))),
          new Table(
              hostile(11),
              List.of(Cell.text(hostile(12)), Cell.number(hostile(13))),
              List.of(
                  new Line(
                      hostile(14),
                      true,
                      List.of(new Cell(hostile(15), "number", hostile(16), null))),
                  Line.of("plain", Cell.of(new Picture("", hostile(17), "pixels"))))),
          new Plots(hostile(18), List.of(new Plot("<svg></svg>", "<svg></svg>"))),
          new Gallery(
              hostile(19),
              "cards",
              List.of(
                  new Strip(
                      hostile(20),
                      hostile(21),
                      hostile(22),
                      List.of(
                          new Tile(
                              new Picture("data:image/png;base64,AA", hostile(23), "photo"),
                              hostile(24)))))),
          new Folded(hostile(25), List.of(new Fact(hostile(26), hostile(27))), hostile(28)));

  @Test
  void hostileTextIsEscapedWhereverItStands() {
    String html = html(EVERYTHING);

    // In JSON a quote has a backslash.
    assertThat(html.replace("\\\"", ""))
        .doesNotContain("<script>alert")
        .doesNotContain("\"onload=");
    for (int place = -6; place <= 28; place++) {
      assertThat(html).contains(String.format(Locale.ROOT, "&lt;script&gt;alert(%d)", place));
    }
    // In JSON the sign that begins an element is written as a number.
    assertThat(html).contains("\\u003cscript>alert(99)");
  }

  @Test
  void theBrowserMayRunTheScriptAndStyleOfThePageAlone() {
    String html = html(EVERYTHING).replace("&#39;", "'").replace("&#x3D;", "=");

    assertThat(html)
        .containsPattern("default-src 'none'; img-src data:; script-src 'sha256-[^']{44}'")
        .containsPattern("style-src 'sha256-[^']{44}'")
        .doesNotContain("unsafe-inline")
        .doesNotContain(" style=\"")
        .doesNotContain("url(");
    assertThat(Pattern.compile("(?:src|href)=\"(?!data:|#|draw\\.html\")").matcher(html).results())
        .isEmpty();
  }

  @Test
  void everyPictureHasAnAlternativeText() {
    assertThat(Pattern.compile("<img(?![^>]* alt=\"[^\"]+\")").matcher(html(EVERYTHING)).results())
        .isEmpty();
  }

  @Test
  void aFigureNamesItsTablesAndItsQuery() {
    assertThat(
            page(
                figure(
                    "a", "A", false, List.of(), "metrics, models", "SELECT a < b\nFROM   models")))
        .contains("<details class=\"figure\" id=\"a\">")
        .contains("<summary>Source of A</summary>")
        .contains("<p>from metrics, models</p>")
        .contains("<pre tabindex=\"0\">SELECT a &lt; b\nFROM   models</pre>");
  }

  @Test
  void aCellIsShadedAndARowMarked() {
    Table table =
        new Table(
            "c",
            List.of(Cell.text("h")),
            List.of(new Line("best", true, List.of(Cell.shaded("7", "good", 1)))));

    assertThat(html(List.of(table)))
        .contains("<tr class=\"marked\"><th scope=\"row\">best</th>")
        .contains("<td class=\"number good10\">7</td>");
  }

  @Test
  void aPictureThatCannotBeShownIsWords() {
    Picture picture = new Picture("", "a seven", "pixels");

    String html =
        html(
            List.of(
                new Gallery("c", "cards", List.of(Strip.of("", List.of(new Tile(picture, "")))))));

    assertThat(html).contains("<span class=\"absent\">a seven</span>").doesNotContain("<img");
  }

  private static String html(List<Block> blocks) {
    return page(figure("x", hostile(-1), true, blocks, hostile(-2), hostile(-3)));
  }

  private static StudyFigure figure(
      String id, String title, boolean open, List<Block> blocks, String tables, String sql) {
    Query query = new Query(sql, Set.of(tables.split(", ", -1)), Map.of());
    return new StudyFigure(
        new Figure(id, title, open, query, "", rows -> blocks), blocks, List.of());
  }

  private static String page(StudyFigure part) {
    Section section = new Section("c", hostile(-4), "words", List.of(part));
    Report report =
        new Report(
            hostile(-5), "scope", "run-1", List.of(hostile(-6), hostile(0)), List.of(section));
    return new Page(report, Map.of("rows", JsonNodeFactory.instance.textNode(hostile(99)))).html();
  }

  private static String hostile(int place) {
    return String.format(Locale.ROOT, "<script>alert(%d)</script>\"onload=\"x", place);
  }
}
