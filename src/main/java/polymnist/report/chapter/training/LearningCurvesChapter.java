package polymnist.report.chapter.training;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import polymnist.report.block.Block;
import polymnist.report.block.Block.Charts;
import polymnist.report.block.Block.Picture;
import polymnist.report.block.DisplayText;
import polymnist.report.block.TableRow;
import polymnist.report.chapter.Chapter;
import polymnist.report.chapter.Study;
import polymnist.report.chapter.Study.QueryAnswer;
import polymnist.report.plot.Plots;
import polymnist.report.plot.Plots.Curve;
import polymnist.report.plot.Plots.Range;

/** How accuracy and loss went from epoch to epoch, as plots. */
public final class LearningCurvesChapter implements Chapter {
  static final String CURVES =
      """
      SELECT model, training_corpus, epoch, training_loss, validation_loss, validation_accuracy
      FROM   learning_curves
      ORDER  BY model, training_corpus DESC, epoch
      """;

  private static final List<String> CORPORA = List.of("corpus", "augmented", "fresh");

  @Override
  public String id() {
    return "learning-curves";
  }

  @Override
  public String title() {
    return "Learning curves";
  }

  @Override
  public List<Block> blocks(Study study) {
    return study.blocks(
        List.of("learning_curves"),
        CURVES,
        "No epoch was trained.",
        answer -> charts(answer, study.plots()));
  }

  private static List<Block> charts(QueryAnswer answer, Plots plots) {
    return List.of(
        new Charts(
            answer.caption("Accuracy on the validation images after each epoch."),
            accuracies(answer.rows(), plots)),
        new Charts(
            answer.caption(
                "Loss after each epoch: on the training images as they were trained on (solid), and"
                    + " on the validation images (dashed)."),
            losses(answer.rows(), plots)));
  }

  private static List<Picture> accuracies(List<TableRow> rows, Plots plots) {
    List<String> models = rows.stream().map(row -> row.text("model")).distinct().toList();
    Range range = Range.of(values(rows, "validation_accuracy", 100).stream());
    List<Picture> pictures = new ArrayList<>();
    TableRow.grouped(rows, row -> row.text("training_corpus"))
        .forEach(
            (corpus, curves) ->
                pictures.add(
                    plots.curves(
                        "Validation accuracy " + DisplayText.training(corpus),
                        "accuracy in %",
                        range,
                        TableRow.grouped(curves, row -> row.text("model")).entrySet().stream()
                            .map(
                                model ->
                                    new Curve(
                                        model.getKey(),
                                        models.indexOf(model.getKey()),
                                        false,
                                        values(model.getValue(), "epoch", 1),
                                        values(model.getValue(), "validation_accuracy", 100)))
                            .toList(),
                        "curves of validation accuracy over epochs, %s: %s"
                            .formatted(DisplayText.training(corpus), lastAccuracies(curves)))));
    return pictures;
  }

  private static String lastAccuracies(List<TableRow> rows) {
    return TableRow.grouped(rows, row -> row.text("model")).entrySet().stream()
        .map(
            model -> {
              TableRow last = model.getValue().get(model.getValue().size() - 1);
              return "%s ends at %s"
                  .formatted(
                      DisplayText.name(model.getKey()),
                      DisplayText.accuracy(last.asDouble("validation_accuracy")));
            })
        .collect(Collectors.joining(", "));
  }

  private static List<Picture> losses(List<TableRow> rows, Plots plots) {
    List<Picture> pictures = new ArrayList<>();
    TableRow.grouped(rows, row -> row.text("model"))
        .forEach(
            (model, ofModel) -> {
              List<Curve> curves = new ArrayList<>();
              TableRow.grouped(ofModel, row -> row.text("training_corpus"))
                  .forEach(
                      (corpus, epochs) -> {
                        int colour = CORPORA.indexOf(corpus);
                        String data = colour == 0 ? "" : ", " + corpus;
                        curves.add(loss("training" + data, colour, false, epochs, "training_loss"));
                        curves.add(
                            loss("validation" + data, colour, true, epochs, "validation_loss"));
                      });
              pictures.add(
                  plots.curves(
                      "Loss of " + DisplayText.name(model),
                      "loss",
                      Range.FREE,
                      curves,
                      "curves of training and validation loss of %s over epochs"
                          .formatted(DisplayText.name(model))));
            });
    return pictures;
  }

  private static Curve loss(
      String name, int colour, boolean dashed, List<TableRow> epochs, String column) {
    return new Curve(name, colour, dashed, values(epochs, "epoch", 1), values(epochs, column, 1));
  }

  private static List<Double> values(List<TableRow> rows, String column, double factor) {
    return rows.stream().map(row -> row.asDouble(column) * factor).toList();
  }
}
