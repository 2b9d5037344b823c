package polymnist.report.chapter.training;

import java.util.ArrayList;
import java.util.List;
import polymnist.report.block.Block;
import polymnist.report.block.Block.Column;
import polymnist.report.block.Block.Table;
import polymnist.report.block.DisplayText;
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
        Table.of(
            answer.caption(
                "The networks layer by layer: the shape of each output for N images, the number of"
                    + " weights, and the products added up for one image in the forward pass."),
            answer.rows(),
            Column.text("layer", row -> row.text("model") + ": " + row.text("layer")),
            Column.text("type", "type"),
            Column.text("output", "output"),
            Column.count("parameters", "parameters"),
            Column.count("multiply-adds", "multiply_adds"),
            Column.text("after", row -> row.asLong("position") == 1 ? row.text("source") : "")));
  }

  private static List<Block> models(QueryAnswer answer) {
    String best = answer.rows().get(0).text("model") + answer.rows().get(0).text("training_corpus");
    return List.of(
        Table.marked(
            answer.caption(
                "Networks by validation accuracy, the best first: it is the one that the page is"
                    + " about. Images per second are those trained on, over all workers together."),
            answer.rows(),
            row -> best.equals(row.text("model") + row.text("training_corpus")),
            Column.network("network"),
            Column.name("kind", "kind"),
            Column.accuracy("validation accuracy", "validation_accuracy"),
            Column.decimal("validation loss", "validation_loss", 3),
            Column.count("parameters", "parameters"),
            Column.number(
                "epochs (best)",
                row -> row.asLong("epochs") + " (" + row.asLong("best_epoch") + ")"),
            Column.count("images trained on", "examples"),
            Column.number("time", row -> DisplayText.seconds(row.asDouble("seconds"))),
            Column.decimal("images/s", "images_per_second", 0),
            Column.count("workers", "workers"),
            Column.count("averaged every", "averaging_frequency"),
            Column.count("batch", "batch_size")));
  }
}
