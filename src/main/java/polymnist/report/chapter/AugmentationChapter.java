package polymnist.report.chapter;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import polymnist.report.block.Block;
import polymnist.report.block.Block.Column;
import polymnist.report.block.Block.Gallery;
import polymnist.report.block.Block.Plot;
import polymnist.report.block.Block.Plots;
import polymnist.report.block.Block.Strip;
import polymnist.report.block.Block.Table;
import polymnist.report.block.Block.Tile;
import polymnist.report.block.DisplayText;
import polymnist.report.block.Pictures;
import polymnist.report.block.TableRow;
import polymnist.report.plot.Axis;
import polymnist.report.plot.DotPlot;
import polymnist.report.plot.DotPlot.Dot;
import polymnist.report.plot.DotPlot.DotRow;
import polymnist.report.plot.LinePlot;
import polymnist.report.plot.Series;
import polymnist.report.plot.Series.Mode;
import polymnist.report.plot.Series.Point;
import polymnist.statistics.Verdict;

/** What augmentation changes in accuracy, and what it does to images. */
final class AugmentationChapter {
  private AugmentationChapter() {}

  static Chapter chapter(Pictures pictures) {
    return new Chapter(
        "augmentation",
        "Augmentation",
        "A difference counts as shown where its 95 % interval leaves out zero and its p-value,"
            + " corrected for the number of comparisons (Holm), is at most 0.05. Whole handwritings"
            + " are counted: the images of one digit are right or wrong together.",
        List.of(
            Figure.open(
                "effect",
                "Effect by network and regime",
                "No network was trained both with and without augmentation.",
                rows -> effect(rows, "Training with augmentation against plain training.")),
            Figure.closed(
                "effect-by-modality",
                "Effect by modality",
                "The effect by modality was not measured.",
                rows -> effect(rows, "The same by modality.")),
            Figure.open(
                "impact", "Impact of policies", "No policy was tried.", rows -> impact(rows)),
            Figure.closed(
                "impact-seeds",
                "Spread over seeds",
                "No network was trained on all images.",
                AugmentationChapter::seeds),
            Figure.closed(
                "impact-severity",
                "Images made harder",
                "No image was made harder.",
                rows ->
                    accuracies(
                        rows,
                        "severity",
                        "Accuracy on images made harder, by how much. Rotation in degrees, shift and"
                            + " blur in pixels, noise of 255, scale and contrast as factors,"
                            + " occlusion as a share of the image.",
                        row -> row.text("network") + ": " + row.text("change"))),
            Figure.closed(
                "impact-unseen",
                "Modalities never seen",
                "No modality was kept from training.",
                rows -> impact(rows)),
            Figure.closed(
                "impact-sizes",
                "Little data",
                "No network was trained on a part of the images.",
                rows ->
                    accuracies(
                        rows,
                        "share",
                        "Accuracy after training on a part of the images, for as many steps as on"
                            + " all.",
                        row -> row.text("network"))),
            Figure.closed(
                "impact-extremes",
                "Largest gains and losses",
                "Nothing was compared in parts.",
                rows -> impact(rows)),
            Figure.closed(
                "steps",
                "What was done to the copies",
                "No copy was changed.",
                AugmentationChapter::steps),
            Figure.closed(
                "copies",
                "Images and copies of them",
                "No image has a copy.",
                rows -> copies(rows, pictures)),
            Figure.closed(
                "samples",
                "Each kind of change and each policy",
                "There are no samples.",
                rows ->
                    List.of(
                        samples(
                            rows,
                            "kind",
                            "Each kind of change by itself: before and after.",
                            pictures),
                        samples(rows, "policy", "Each policy: before and after.", pictures)))));
  }

  private static boolean shown(TableRow row) {
    return !row.text("verdict").equals(Verdict.NONE.text());
  }

  /** A dot for each comparison, and the table. */
  private static List<Block> effect(List<TableRow> rows, String caption) {
    boolean parts = rows.get(0).values().containsKey("modality");
    List<Column> columns = new ArrayList<>();
    columns.add(Column.network());
    if (parts) {
      columns.add(Column.name("modality", "modality"));
    }
    columns.addAll(
        List.of(
            Column.points("difference", "difference"),
            Column.pointsInterval(),
            Column.accuracy("plain", "accuracy_without"),
            Column.accuracy("augmented", "accuracy_with"),
            Column.count("images seen, plain", "examples_without"),
            Column.count("augmented", "examples_with"),
            Column.number(
                "epochs", row -> row.text("epochs_without") + " and " + row.text("epochs_with")),
            Column.probability("p, corrected", "p_holm"),
            Column.count("n", "n"),
            Column.text("verdict", "verdict")));
    return List.of(
        Plots.of(
            "Points more of the test images read right with augmentation than by the same network"
                + " without, with 95 % intervals; hollow: no difference is shown.",
            differences(
                rows,
                row ->
                    parts
                        ? "%s, %s".formatted(row.network(), DisplayText.name(row.text("modality")))
                        : row.network())),
        Table.marked(
            caption + " Images seen: those trained on in all epochs.",
            rows,
            AugmentationChapter::shown,
            columns.toArray(Column[]::new)));
  }

  /** What tells rows apart, in words. */
  private interface Name {
    String of(TableRow row);
  }

  /** A difference with its interval, hollow where none is shown. */
  static Dot dot(TableRow row) {
    return new Dot(
        0,
        row.percent("difference"),
        row.percent("lower"),
        row.percent("upper"),
        shown(row),
        DisplayText.points(row.asDouble("difference")));
  }

  private static Plot differences(List<TableRow> rows, Name name) {
    List<DotRow> dots = rows.stream().map(row -> DotRow.of(name.of(row), dot(row))).toList();
    return new DotPlot(
            "differences by augmentation with their intervals",
            Axis.of("points", DoubleStream.concat(DoubleStream.of(0), DotPlot.values(dots))),
            0,
            List.of(),
            dots)
        .plot();
  }

  private static List<Block> impact(List<TableRow> rows) {
    return List.of(
        Plots.of(
            "Points more read right with the policy than without, trained with the same seeds, on"
                + " the same images.",
            differences(
                rows,
                row ->
                    "%s, %s, %s".formatted(row.text("network"), row.text("policy"), images(row)))),
        Table.marked(
            "Each network was trained without augmentation and with each policy, with the same"
                + " seeds. With two seeds or more, intervals cover other seeds and other digits;"
                + " with one, other digits alone. Policies are applied to stored copies for equal"
                + " epochs or equal steps, or fresh in every epoch.",
            rows,
            AugmentationChapter::shown,
            Column.name("network", "network"),
            Column.name("policy", "policy"),
            Column.text("images", AugmentationChapter::images),
            Column.points("difference", "difference"),
            Column.pointsInterval(),
            Column.accuracy("without", "accuracy_without"),
            Column.accuracy("with", "accuracy_with"),
            Column.probability("p, corrected", "p_holm"),
            Column.count("seeds", "seeds"),
            Column.count("n", "n"),
            Column.text("verdict", "verdict")));
  }

  private static String images(TableRow row) {
    String part = row.text("slice");
    return switch (row.text("question")) {
      case "clean" -> part.equals("all") ? "such as those of training" : part.replace('=', ' ');
      case "unseen-modality" ->
          part.equals("all") ? "of modalities never seen" : part.replace('=', ' ') + ", never seen";
      case "new-backgrounds" -> "on other photos";
      case "custom" -> "own handwriting";
      case "robustness" ->
          row.text("change") + " " + DisplayText.decimal(row.asDouble("severity"), 2);
      default -> DisplayText.name(row.text("question"));
    };
  }

  private static List<Block> seeds(List<TableRow> rows) {
    return List.of(
        Table.of(
            "Validation accuracy of trainings on the same data with several seeds: mean, standard"
                + " deviation in points, and the extremes.",
            rows,
            Column.name("network", "network"),
            Column.name("policy", "policy"),
            Column.name("budget", "budget"),
            Column.count("seeds", "seeds"),
            Column.accuracy("mean", "mean"),
            Column.number("deviation", row -> DisplayText.decimal(row.percent("deviation"), 2)),
            Column.accuracy("lowest", "lowest"),
            Column.accuracy("highest", "highest"),
            Column.decimal("seconds", "seconds", 1)));
  }

  /** A plot for each group of rows: accuracy over a column, without augmentation and by policy. */
  private static List<Block> accuracies(
      List<TableRow> rows, String column, String caption, Name group) {
    List<Plot> plots = new ArrayList<>();
    TableRow.grouped(rows, group::of)
        .forEach(
            (title, ofGroup) -> {
              List<Series> series = new ArrayList<>();
              Map<String, List<TableRow>> byPolicy =
                  TableRow.grouped(ofGroup, row -> row.text("policy"));
              byPolicy.values().stream()
                  .limit(1)
                  .forEach(
                      any -> series.add(accuracy("without", 0, any, column, "accuracy_without")));
              byPolicy.forEach(
                  (policy, ofPolicy) ->
                      series.add(
                          accuracy(policy, series.size(), ofPolicy, column, "accuracy_with")));
              plots.add(
                  new LinePlot(
                          title + ": accuracy by " + column,
                          Axis.of(
                              "%s, %s".formatted(title, column),
                              ofGroup.stream().mapToDouble(row -> row.asDouble(column))),
                          Axis.of(
                              "accuracy, %",
                              series.stream()
                                  .flatMap(one -> one.points().stream())
                                  .mapToDouble(Point::y)),
                          series)
                      .plot());
            });
    return List.of(new Plots(caption, plots));
  }

  private static Series accuracy(
      String name, int colour, List<TableRow> rows, String x, String accuracy) {
    return Series.of(
        name, colour, Mode.LINE, rows, row -> row.asDouble(x), row -> row.percent(accuracy));
  }

  private static List<Block> steps(List<TableRow> rows) {
    return List.of(
        Table.of(
            "Each step of the copies and its parameters.",
            rows,
            Column.text("step", row -> DisplayText.words(row.text("kind"))),
            Column.text("parameter", row -> DisplayText.words(row.text("parameter"))),
            Column.count("copies", "copies"),
            Column.decimal("least", "least", 2),
            Column.decimal("mean", "mean", 2),
            Column.decimal("most", "most", 2)));
  }

  private static Block samples(
      List<TableRow> rows, String sheet, String caption, Pictures pictures) {
    Map<String, List<TableRow>> byName =
        rows.stream()
            .filter(row -> row.text("sheet").equals(sheet))
            .collect(
                Collectors.groupingBy(
                    row -> row.text("name"), LinkedHashMap::new, Collectors.toList()));
    List<Strip> strips = new ArrayList<>();
    byName.forEach(
        (name, ofName) ->
            strips.add(
                Strip.of(
                    DisplayText.words(name),
                    ofName.stream().flatMap(row -> beforeAndAfter(row, pictures)).toList())));
    return new Gallery(caption, "grid", strips);
  }

  private static Stream<Tile> beforeAndAfter(TableRow row, Pictures pictures) {
    String id = DisplayText.name(row.text("source_id"));
    return Stream.of(
        new Tile(pictures.pixels(row.bytes("original"), "the image " + id), ""),
        new Tile(pictures.pixels(row.bytes("picture"), id + " after " + steps(row)), ""));
  }

  private static List<Block> copies(List<TableRow> rows, Pictures pictures) {
    List<Strip> strips = new ArrayList<>();
    TableRow.grouped(rows, row -> row.text("source_id"))
        .forEach(
            (source, copies) -> {
              TableRow first = copies.get(0);
              String id = DisplayText.name(source);
              List<Tile> tiles = new ArrayList<>();
              tiles.add(
                  new Tile(
                      pictures.pixels(first.bytes("original"), "the image " + id),
                      "the image itself"));
              for (TableRow copy : copies) {
                String alt =
                    String.format(
                        Locale.ROOT, "copy %d of %s: %s", copy.asLong("copy"), id, steps(copy));
                tiles.add(new Tile(pictures.pixels(copy.bytes("picture"), alt), steps(copy)));
              }
              strips.add(
                  Strip.of(
                      "%s, digit %s"
                          .formatted(DisplayText.name(first.text("modality")), first.text("label")),
                      tiles));
            });
    return List.of(
        new Gallery(
            "Images as they are, and copies of them with the steps that made them.",
            "pairs",
            strips));
  }

  /** Returns steps in words, such as {@code rotate (degrees −7.31), noise (deviation 4.20)}. */
  static String steps(TableRow copy) {
    List<TableRow> steps = copy.structs("steps");
    return steps.isEmpty()
        ? "unchanged"
        : steps.stream().map(AugmentationChapter::step).collect(Collectors.joining(", "));
  }

  private static String step(TableRow step) {
    String parameters =
        step.map("parameters").entrySet().stream()
            // A seed rebuilds the pixels and means nothing to a reader.
            .filter(entry -> !entry.getKey().equals("seed"))
            .map(
                entry ->
                    DisplayText.words(String.valueOf(entry.getKey()))
                        + " "
                        + DisplayText.decimal(((Number) entry.getValue()).doubleValue(), 2))
            .sorted()
            .collect(Collectors.joining(", "));
    String kind = DisplayText.words(step.text("kind"));
    return parameters.isEmpty() ? kind : "%s (%s)".formatted(kind, parameters);
  }
}
