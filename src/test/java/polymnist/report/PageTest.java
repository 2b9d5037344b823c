package polymnist.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import polymnist.report.block.Block;
import polymnist.report.block.Block.Caption;
import polymnist.report.block.Block.Cell;
import polymnist.report.block.Block.Charts;
import polymnist.report.block.Block.Fact;
import polymnist.report.block.Block.Folded;
import polymnist.report.block.Block.Gallery;
import polymnist.report.block.Block.Heading;
import polymnist.report.block.Block.KeyFigure;
import polymnist.report.block.Block.KeyFigures;
import polymnist.report.block.Block.Line;
import polymnist.report.block.Block.Note;
import polymnist.report.block.Block.PageLink;
import polymnist.report.block.Block.Paragraph;
import polymnist.report.block.Block.Picture;
import polymnist.report.block.Block.Strip;
import polymnist.report.block.Block.Table;
import polymnist.report.block.Block.Tile;
import polymnist.report.block.Shade;

class PageTest {
  /** Every place of the template in which text can stand, with its own hostile text in it. */
  private static final List<Block> EVERYTHING =
      List.of(
          new Paragraph(hostile(1)),
          new PageLink(hostile(30), "draw.html"),
          new Note(hostile(2)),
          new Heading(hostile(3)),
          new KeyFigures(List.of(new KeyFigure(hostile(4), hostile(5), hostile(6)))),
          new Table(
              new Caption(hostile(7), hostile(8), hostile(9)),
              List.of(Cell.text(hostile(10)), Cell.number(hostile(11))),
              List.of(
                  new Line(hostile(12), true, List.of(Cell.shaded(hostile(13), hostile(14)))),
                  Line.of("plain", Cell.of(new Picture("", hostile(15), "pixels"))))),
          new Charts(
              new Caption(hostile(16), hostile(17), ""),
              List.of(new Picture("data:image/png;base64,AA", hostile(18), "plot"))),
          new Gallery(
              new Caption(hostile(19), hostile(20), ""),
              "cards",
              List.of(
                  new Strip(
                      hostile(21),
                      hostile(22),
                      hostile(23),
                      List.of(new Tile(new Picture("", hostile(24), "photo"), hostile(25)))))),
          new Folded(hostile(26), List.of(new Fact(hostile(27), hostile(28))), hostile(29)));

  @Test
  void hostileTextIsEscapedWhereverItStands() {
    String html = html(EVERYTHING);

    assertThat(html).doesNotContain("<script").doesNotContain("\"onload=");
    for (int place = -1; place <= 30; place++) {
      assertThat(html).contains(String.format(Locale.ROOT, "&lt;script&gt;alert(%d)", place));
    }
  }

  @Test
  void theBrowserIsForbiddenToLoadAnything() {
    String html = html(EVERYTHING);

    assertThat(html).contains("default-src 'none'; img-src data:;");
    assertThat(html).doesNotContain("http:").doesNotContain("https:").doesNotContain("url(");
    assertThat(Pattern.compile("(?:src|href)=\"(?!data:|#|draw\\.html\")").matcher(html).results())
        .isEmpty();
  }

  @Test
  void aLinkLeadsToAFileBesideThePageOnly() {
    assertThatThrownBy(() -> new PageLink("away", "javascript:alert(1)"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a page beside the report");
  }

  @Test
  void everyPictureHasAnAlternativeText() {
    assertThat(Pattern.compile("<img(?![^>]* alt=\"[^\"]+\")").matcher(html(EVERYTHING)).results())
        .isEmpty();
  }

  @Test
  void aCaptionNamesTheTableAndTheQuery() {
    Caption caption = new Caption("Networks.", "models, metrics", "SELECT a < b\nFROM   models");

    String html = html(List.of(new Table(caption, List.of(Cell.text("a")), List.of())));

    assertThat(html)
        .contains("<span class=\"source\">from models, metrics</span>")
        .contains("<summary>the query</summary>")
        .contains("<pre>SELECT a &lt; b\nFROM   models</pre>");
  }

  @Test
  void aCellIsShadedAndARowMarked() {
    Table table =
        new Table(
            new Caption("c", "t", ""),
            List.of(Cell.text("h")),
            List.of(new Line("best", true, List.of(Cell.shaded("7", Shade.good(1))))));

    assertThat(html(List.of(table)))
        .contains("<tr class=\"marked\"><th scope=\"row\">best</th>")
        .containsPattern(
            "<td class=\"number\" style=\"background-color:rgba\\([0-9,.]+\\)\">7</td>");
  }

  @Test
  void aPictureThatCannotBeShownIsWords() {
    Picture picture = new Picture("", "a seven", "pixels");

    String html =
        html(
            List.of(
                new Gallery(
                    new Caption("c", "t", ""),
                    "cards",
                    List.of(Strip.of("", List.of(new Tile(picture, "")))))));

    assertThat(html).contains("<span class=\"absent\">a seven</span>").doesNotContain("<img");
  }

  @Test
  void notesAreMadeOnceAndHeadingsNeedSomethingUnderThem() {
    Note note = new Note("missing");
    Paragraph text = new Paragraph("text");
    Heading first = new Heading("first");
    Heading second = new Heading("second");

    assertThat(Page.Section.tidy(List.of(note, first, note, second, text, second)))
        .containsExactly(note, second, text);
  }

  private static String html(List<Block> blocks) {
    return new Page(
            hostile(-1), "run-1", List.of(hostile(0)), List.of(new Page.Section("x", "X", blocks)))
        .html();
  }

  private static String hostile(int place) {
    return String.format(Locale.ROOT, "<script>alert(%d)</script>\"onload=\"x", place);
  }
}
