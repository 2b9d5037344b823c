package polymnist.report.chapter.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import polymnist.report.block.Block;
import polymnist.report.block.Block.Cell;
import polymnist.report.block.Block.Line;
import polymnist.report.block.Block.Table;
import polymnist.report.block.DisplayText;
import polymnist.report.block.TableRow;
import polymnist.report.chapter.Chapter;
import polymnist.report.chapter.Study;
import polymnist.report.chapter.Study.QueryAnswer;

/** The networks: their size, what their training took and their validation accuracy. */
public final class ModelsChapter implements Chapter {
  static final String MODELS =
      """
      SELECT model,
             training_corpus,
             kind,
             parameters,
             epochs,
             best_epoch,
             examples,
             seconds,
             images_per_second,
             workers,
             averaging_frequency,
             batch_size,
             validation_accuracy,
             validation_loss
      FROM   models
      ORDER  BY validation_accuracy DESC, validation_loss, model, training_corpus
      """;

  static final String LAYERS =
      """
      SELECT   model, position, layer, type, output, parameters, multiply_adds, source
      FROM     layers
      ORDER BY model, position
      """;

  @Override
  public String id() {
    return "models";
  }

  @Override
  public String title() {
    return "Models";
  }

  @Override
  public List<Block> blocks(Study study) {
    List<Block> blocks =
        new ArrayList<>(
            study.blocks(
                List.of("models"), MODELS, "No network has been trained.", ModelsChapter::models));
    blocks.addAll(
        study.blocks(
            List.of("layers"), LAYERS, "The layers were not written.", ModelsChapter::layers));
    return blocks;
  }

  private static List<Block> layers(QueryAnswer answer) {
    return List.of(
        new Table(
            answer.caption(
                "The networks layer by layer: the shape of each output for N images, the number of"
                    + " weights, and the products added up for one image in the forward pass."),
            List.of(
                Cell.text("layer"),
                Cell.text("type"),
                Cell.text("output"),
                Cell.number("parameters"),
                Cell.number("multiply-adds"),
                Cell.text("after")),
            answer.rows().stream().map(ModelsChapter::layer).toList()));
  }

  private static Line layer(TableRow row) {
    return new Line(
        row.text("model") + ": " + row.text("layer"),
        false,
        List.of(
            Cell.text(row.text("type")),
            Cell.text(row.text("output")),
            Cell.number(DisplayText.count(row.asLong("parameters"))),
            Cell.number(DisplayText.count(row.asLong("multiply_adds"))),
            Cell.text(row.asLong("position") == 1 ? row.text("source") : "")));
  }

  private static List<Block> models(QueryAnswer answer) {
    String best = answer.rows().get(0).text("model") + answer.rows().get(0).text("training_corpus");
    return List.of(
        new Table(
            answer.caption(
                "Networks by validation accuracy, the best first: it is the one that the page is"
                    + " about. Images per second are those trained on, over all workers together."),
            List.of(
                Cell.text("network"),
                Cell.text("kind"),
                Cell.number("validation accuracy"),
                Cell.number("validation loss"),
                Cell.number("parameters"),
                Cell.number("epochs (best)"),
                Cell.number("images trained on"),
                Cell.number("time"),
                Cell.number("images/s"),
                Cell.number("workers"),
                Cell.number("averaged every"),
                Cell.number("batch")),
            answer.rows().stream()
                .map(row -> line(row, best.equals(row.text("model") + row.text("training_corpus"))))
                .toList()));
  }

  private static Line line(TableRow row, boolean best) {
    return new Line(
        DisplayText.network(row.text("model"), row.text("training_corpus")),
        best,
        List.of(
            Cell.text(DisplayText.name(row.text("kind"))),
            Cell.number(DisplayText.accuracy(row.asDouble("validation_accuracy"))),
            Cell.number(DisplayText.decimal(row.asDouble("validation_loss"), 3)),
            Cell.number(DisplayText.count(row.asLong("parameters"))),
            Cell.number(
                String.format(
                    Locale.ROOT, "%d (%d)", row.asLong("epochs"), row.asLong("best_epoch"))),
            Cell.number(DisplayText.count(row.asLong("examples"))),
            Cell.number(DisplayText.seconds(row.asDouble("seconds"))),
            Cell.number(DisplayText.decimal(row.asDouble("images_per_second"), 0)),
            Cell.number(DisplayText.count(row.asLong("workers"))),
            Cell.number(DisplayText.count(row.asLong("averaging_frequency"))),
            Cell.number(DisplayText.count(row.asLong("batch_size")))));
  }
}
