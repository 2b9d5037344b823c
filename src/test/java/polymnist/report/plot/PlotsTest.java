package polymnist.report.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import polymnist.image.Image;
import polymnist.image.UnreadableImage;
import polymnist.image.png.Png;
import polymnist.report.block.Block.Picture;
import polymnist.report.plot.Plots.Axis;
import polymnist.report.plot.Plots.Bars;
import polymnist.report.plot.Plots.Curve;
import polymnist.report.plot.Plots.Dots;
import polymnist.report.plot.Plots.Point;
import polymnist.report.plot.Plots.Points;
import polymnist.report.plot.Plots.Range;

class PlotsTest {
  private static final double NONE = Double.NaN;

  private final Plots plots = new Plots();

  @Test
  void curvesAreDrawnOnWhiteInTheirColour() throws UnreadableImage {
    Image plot = image(curves(List.of(1.0, 2.0, 3.0), List.of(3.0, 2.0, 1.0)));

    assertThat(plot.toString()).isEqualTo("Image[3,800,1120]");
    assertThat(colour(plot, 2, 2)).isEqualTo(0xffffff);
    assertThat(pixelsOf(plot, 0x0072b2)).isGreaterThan(500);
  }

  @Test
  void oneEpochIsEnoughForAPlot() throws UnreadableImage {
    assertThat(pixelsOf(image(curves(List.of(1.0), List.of(0.5))), 0x0072b2)).isGreaterThan(50);
  }

  @Test
  void valuesThatAreNotKnownAreLeftOut() {
    assertThat(curves(List.of(1.0, 2.0), List.of(NONE, 0.5)).shown()).isTrue();

    Picture nothing = curves(List.of(1.0, 2.0), List.of(NONE, NONE));
    assertThat(nothing.shown()).isFalse();
    assertThat(nothing.alt()).isEqualTo("a curve");
  }

  @Test
  void dotsAreDrawnWithAndWithoutIntervals() throws UnreadableImage {
    Dots with = new Dots("with", 0, List.of(97.0), List.of(96.0), List.of(98.0));
    Dots without = new Dots("without", 0, List.of(97.0), List.of(NONE), List.of(NONE));

    int drawn = pixelsOf(image(dots(List.of("vgg"), List.of(with))), 0x0072b2);
    int bare = pixelsOf(image(dots(List.of("vgg"), List.of(without))), 0x0072b2);

    assertThat(bare).isGreaterThan(50);
    assertThat(drawn).isGreaterThan(bare + 1000);
  }

  @Test
  void aLevelIsALineAcrossAllCategories() throws UnreadableImage {
    Dots dot = new Dots("dot", 0, List.of(97.0), List.of(NONE), List.of(NONE));
    Range range = new Range(96, 98);

    Picture with =
        plots.dots("title", "accuracy", range, List.of("vgg"), List.of(dot), 97.5, "dots");

    assertThat(pixelsOf(image(with), 0x8a919c)).isGreaterThan(1000);
    assertThat(pixelsOf(image(dots(List.of("vgg"), List.of(dot))), 0x8a919c)).isZero();
  }

  @Test
  void linesOverALogarithmicAxisAreDrawn() throws UnreadableImage {
    Axis factor = new Axis("factor", new Range(1, 1000), true);
    Axis value = Axis.linear("value", new Range(0, 10));
    Curve curve = new Curve("one", 0, false, List.of(1.0, 1000.0), List.of(1.0, 9.0));

    assertThat(pixelsOf(image(plots.lines("t", factor, value, List.of(curve), "a")), 0x0072b2))
        .isGreaterThan(2000);
    assertThat(plots.lines("t", factor, value, List.of(), "a").shown()).isFalse();
  }

  @Test
  void pointsHaveTheirNamesBesideThem() throws UnreadableImage {
    assertThat(pixelsOf(image(points("")), 0x0072b2)).isGreaterThan(50);
    assertThat(pixelsOf(image(points("resnet")), 0x22262e))
        .isGreaterThan(pixelsOf(image(points("")), 0x22262e) + 100);
  }

  private Picture points(String name) {
    return plots.points(
        "t",
        new Axis("cost", new Range(1, 1000), true),
        Axis.linear("accuracy", new Range(0, 10)),
        List.of(new Points("all", 0, List.of(new Point(name, true, 30, 5)))),
        "points");
  }

  @Test
  void barsAreAsHighAsTheirValues() throws UnreadableImage {
    int low = pixelsOf(image(bars(25)), 0x0072b2);
    int high = pixelsOf(image(bars(50)), 0x0072b2);

    assertThat(high - low).isGreaterThan(10_000);
  }

  private Picture bars(double value) {
    return plots.bars(
        "t", "x", "y", List.of("a", "b"), List.of(new Bars("one", 0, List.of(100.0, value))), "b");
  }

  @Test
  void namesOfAnyKindCanBeDrawn() {
    String tex = "$\\frac{1}{2}$";
    List<Dots> series =
        List.of(
            new Dots(tex, 0, List.of(1.0, 2.0), List.of(NONE, NONE), List.of(NONE, NONE)),
            new Dots("", 7, List.of(1.0, NONE), List.of(0.5, NONE), List.of(1.5, NONE)));

    assertThat(dots(List.of("<b>", "x".repeat(10_000)), series).shown()).isTrue();
  }

  @Test
  void aRangeSpansTheFiniteValues() {
    assertThat(Range.of(List.of(3.0, NONE, 1.0, Double.NEGATIVE_INFINITY).stream()))
        .isEqualTo(new Range(1, 3));
  }

  private Picture curves(List<Double> x, List<Double> y) {
    return plots.curves(
        "title", "loss", Range.FREE, List.of(new Curve("one", 0, false, x, y)), "a curve");
  }

  private Picture dots(List<String> categories, List<Dots> series) {
    return plots.dots("title", "accuracy", Range.FREE, categories, series, "dots");
  }

  private static Image image(Picture picture) throws UnreadableImage {
    return Png.decode(
        Base64.getDecoder().decode(picture.uri().substring(picture.uri().indexOf(',') + 1)));
  }

  private static int pixelsOf(Image plot, int colour) {
    int pixels = 0;
    for (int y = 0; y < plot.height(); y++) {
      for (int x = 0; x < plot.width(); x++) {
        if (colour(plot, y, x) == colour) {
          pixels++;
        }
      }
    }
    return pixels;
  }

  private static int colour(Image plot, int y, int x) {
    return plot.at(0, y, x) << 16 | plot.at(1, y, x) << 8 | plot.at(2, y, x);
  }
}
