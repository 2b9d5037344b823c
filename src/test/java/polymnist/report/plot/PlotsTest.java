package polymnist.report.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import polymnist.report.plot.DotPlot.Dot;
import polymnist.report.plot.Series.Mode;
import polymnist.report.plot.Series.Point;

class PlotsTest {
  private static final String HOSTILE = "<script>alert(1)</script>\"onload=\"x";

  @Test
  void pointsLieWhereTheAxesSay() throws Exception {
    Element svg =
        parsed(
            new LinePlot(
                    "a line",
                    new Axis("x", 0, 10, false),
                    new Axis("y", 1, 100, true),
                    List.of(
                        new Series(
                            "one",
                            0,
                            Mode.LINE,
                            List.of(
                                new Point(0, 1, ""),
                                new Point(5, 10, ""),
                                new Point(10, 100, "")))))
                .plot()
                .wide());
    List<String> box = words(svg.getAttribute("data-box"));
    List<String> points =
        words(((Element) svg.getElementsByTagName("polyline").item(0)).getAttribute("points"));

    assertThat(points.get(0)).isEqualTo(box.get(0) + "," + box.get(3));
    assertThat(points.get(2)).isEqualTo(box.get(2) + "," + box.get(1));
    double middle = (Double.parseDouble(box.get(0)) + Double.parseDouble(box.get(2))) / 2;
    double half = (Double.parseDouble(box.get(1)) + Double.parseDouble(box.get(3))) / 2;
    assertThat(points.get(1)).isEqualTo(Svg.format("%.1f,%.1f", middle, half));
  }

  @Test
  void whatIsNotFiniteOrPositiveIsLeftOut() throws Exception {
    Element svg =
        parsed(
            new LinePlot(
                    "gaps",
                    new Axis("x", 0, 10, false),
                    new Axis("y", 1, 100, true),
                    List.of(
                        new Series(
                            "one",
                            0,
                            Mode.MARKS,
                            List.of(
                                new Point(Double.NaN, 5, ""),
                                new Point(2, 0, ""),
                                new Point(3, 10, "named")))))
                .plot()
                .narrow());

    assertThat(svg.getElementsByTagName("path").getLength()).isEqualTo(1);
    assertThat(texts(svg)).contains("named");
  }

  @Test
  void aSingleEpochIsAMark() throws Exception {
    Element svg =
        parsed(
            new LinePlot(
                    "one epoch",
                    new Axis("epoch", 1, 2, false),
                    new Axis("loss", 0, 1, false),
                    List.of(new Series("one", 0, Mode.LINE, List.of(new Point(1, 0.5, "")))))
                .plot()
                .wide());

    assertThat(svg.getElementsByTagName("path").getLength()).isEqualTo(1);
    assertThat(svg.getElementsByTagName("polyline").getLength()).isZero();
  }

  @Test
  void aDotHasItsIntervalItsWordsAndIsHollowWhereNothingIsShown() throws Exception {
    Element svg =
        parsed(
            DotPlot.of(
                    "two",
                    new Axis("points", -2, 2, false),
                    0,
                    List.of(
                        new Dot("vgg", 0, 1, 0.5, 1.5, true, "+1.0"),
                        new Dot("mlp", 0, -1, Double.NaN, Double.NaN, false, "−1.0")))
                .wide());

    NodeList marks = svg.getElementsByTagName("path");
    assertThat(marks.getLength()).isEqualTo(2);
    assertThat(marks.item(0).getTextContent()).isEqualTo("vgg: +1.0");
    assertThat(((Element) marks.item(1)).getAttribute("class")).contains("hollow");
    assertThat(lines(svg, "interval s0")).hasSize(1);
    Element interval = lines(svg, "interval s0").get(0);
    double middle =
        (Double.parseDouble(interval.getAttribute("x1"))
                + Double.parseDouble(interval.getAttribute("x2")))
            / 2;
    assertThat(Svg.format("%.1f", middle))
        .isEqualTo(((Element) marks.item(0)).getAttribute("data-x"));
    assertThat(lines(svg, "level")).hasSize(1);
  }

  @Test
  void severalSeriesAreNamedAndOneIsNot() throws Exception {
    Axis axis = new Axis("x", 0, 3, false);
    Series one = new Series("one", 0, Mode.LINE, List.of());
    Series both = new Series("both", 1, Mode.MARKS, List.of());

    assertThat(texts(parsed(new LinePlot("d", axis, axis, List.of(one, both)).plot().wide())))
        .contains("one", "both");
    assertThat(texts(parsed(new LinePlot("d", axis, axis, List.of(one)).plot().wide())))
        .doesNotContain("one");
  }

  /** A parser of XML finds no element or attribute that a name has brought along. */
  @Test
  void hostileNamesStayText() throws Exception {
    String dots =
        DotPlot.of(
                HOSTILE,
                new Axis(HOSTILE, 0, 1, false),
                Double.NaN,
                List.of(new Dot(HOSTILE, 0, 0.5, 0, 1, true, HOSTILE)))
            .wide();
    String lines =
        new LinePlot(
                HOSTILE,
                new Axis(HOSTILE, 0, 1, false),
                new Axis(HOSTILE, 0, 1, false),
                List.of(
                    new Series(
                        HOSTILE, 0, Mode.LINE, List.of(new Point(0, 0, ""), new Point(1, 1, ""))),
                    new Series(HOSTILE, 1, Mode.MARKS, List.of(new Point(0, 0, HOSTILE)))))
            .plot()
            .narrow();
    for (String svg : List.of(dots, lines)) {
      Element parsed = parsed(svg);
      assertThat(parsed.getElementsByTagName("script").getLength()).isZero();
      NodeList all = parsed.getElementsByTagName("*");
      for (int i = 0; i < all.getLength(); i++) {
        assertThat(((Element) all.item(i)).hasAttribute("onload")).isFalse();
      }
      assertThat(svg).contains("&lt;script&gt;");
    }
  }

  private static List<String> words(String attribute) {
    return List.of(attribute.split(" ", -1));
  }

  private static List<String> texts(Element svg) {
    NodeList texts = svg.getElementsByTagName("text");
    return java.util.stream.IntStream.range(0, texts.getLength())
        .mapToObj(i -> texts.item(i).getTextContent())
        .toList();
  }

  private static List<Element> lines(Element svg, String kind) {
    NodeList lines = svg.getElementsByTagName("line");
    return java.util.stream.IntStream.range(0, lines.getLength())
        .mapToObj(i -> (Element) lines.item(i))
        .filter(line -> line.getAttribute("class").equals(kind))
        .toList();
  }

  private static Element parsed(String svg) throws Exception {
    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    return document.getDocumentElement();
  }
}
