package polymnist.report.chapter.overview;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import polymnist.model.BestModel;
import polymnist.model.IntendedUse;
import polymnist.report.block.Block;
import polymnist.report.block.Block.Cell;
import polymnist.report.block.Block.Column;
import polymnist.report.block.Block.Heading;
import polymnist.report.block.Block.Line;
import polymnist.report.block.Block.Paragraph;
import polymnist.report.block.Block.Table;
import polymnist.report.block.DisplayText;
import polymnist.report.block.TableRow;
import polymnist.report.chapter.Chapter;
import polymnist.report.chapter.Study;
import polymnist.report.chapter.Study.QueryAnswer;

/**
 * The best network as those who would use it must know it, after M. Mitchell et al., "Model Cards
 * for Model Reporting", FAT* 2019.
 */
public final class ModelCardChapter implements Chapter {
  static final String MODEL =
      BestModel.WITH_BEST
          + """
          , products AS (
            SELECT model, SUM(multiply_adds) AS multiply_adds, MAX(source) AS source
            FROM   layers
            GROUP  BY model
          )
          SELECT model, training_corpus, kind, parameters, multiply_adds, source, epochs,
                 best_epoch, examples, seconds, workers, file, sha256
          FROM   models JOIN best USING (model, training_corpus) LEFT JOIN products USING (model)
          """;

  static final String IMAGES =
      """
      SELECT split, COUNT(*) AS images, COUNT(DISTINCT modality) AS modalities
      FROM   corpus
      GROUP  BY split
      ORDER  BY FIND_IN_SET(split, 'train,validation,test'), split
      """;

  static final String MEASURED =
      BestModel.WITH_BEST
          + """
          SELECT metric, value, lower, upper, n
          FROM   metrics JOIN best USING (model, training_corpus)
          WHERE  evaluated_on = 'test' AND slice = 'all'
                 AND metric IN ('accuracy', 'top_2_accuracy', 'macro_f1', 'kappa', 'ece_calibrated')
          ORDER  BY FIND_IN_SET(metric, 'accuracy,top_2_accuracy,macro_f1,kappa,ece_calibrated')
          """;

  @Override
  public String id() {
    return "model-card";
  }

  @Override
  public String title() {
    return "Model card";
  }

  @Override
  public List<Block> blocks(Study study) {
    List<Block> blocks = new ArrayList<>();
    blocks.addAll(
        study.blocks(
            List.of("models", "layers"),
            MODEL,
            "No network has been trained.",
            ModelCardChapter::model));
    blocks.add(new Heading("Intended use"));
    blocks.add(new Paragraph(IntendedUse.USE));
    blocks.add(new Heading("Out of scope"));
    blocks.add(new Paragraph(IntendedUse.OUT_OF_SCOPE));
    blocks.add(new Heading("Data"));
    blocks.addAll(
        study.blocks(List.of("corpus"), IMAGES, "There is no image.", ModelCardChapter::images));
    blocks.add(new Heading("Measured"));
    blocks.addAll(
        study.blocks(
            List.of("metrics", "models"),
            MEASURED,
            "The best network was not evaluated on the test images.",
            ModelCardChapter::measured));
    blocks.add(new Heading("Findings and limits"));
    blocks.addAll(
        study.answered(
            answers ->
                answers.stream()
                    .<Block>map(answer -> new Paragraph(DisplayText.sentence(answer.sentence())))
                    .toList()));
    blocks.add(
        new Paragraph(
            IntendedUse.HANDWRITING
                + " What else the figures do not say is in the chapter Limits."));
    blocks.add(new Heading("Licence"));
    blocks.add(new Paragraph(IntendedUse.LICENCE));
    return blocks;
  }

  private static List<Block> model(QueryAnswer answer) {
    TableRow row = answer.rows().get(0);
    List<Line> lines = new ArrayList<>();
    lines.add(fact("network", DisplayText.network(row.text("model"), row.text("training_corpus"))));
    lines.add(fact("architecture", DisplayText.name(row.text("kind"))));
    if (row.has("source")) {
      lines.add(fact("after", DisplayText.name(row.text("source"))));
    }
    lines.add(fact("parameters", DisplayText.count(row.asLong("parameters"))));
    lines.add(fact("multiply-adds of an image", DisplayText.count(row.asLong("multiply_adds"))));
    lines.add(
        fact(
            "training",
            "%s images in %s epochs by %s workers, %s; the weights are those of epoch %s"
                .formatted(
                    DisplayText.count(row.asLong("examples")),
                    DisplayText.count(row.asLong("epochs")),
                    DisplayText.count(row.asLong("workers")),
                    DisplayText.seconds(row.asDouble("seconds")),
                    DisplayText.count(row.asLong("best_epoch")))));
    lines.add(
        fact(
            "chosen by", "the highest accuracy on the validation images, of all networks trained"));
    lines.add(fact("file", DisplayText.name(row.text("file"))));
    lines.add(fact("SHA-256, its beginning", beginning(row.text("sha256"))));
    return List.of(
        new Table(
            answer.caption("The best network."),
            List.of(Cell.text("what"), Cell.text("value")),
            lines));
  }

  /** All 64 digits would be wider than a phone. */
  private static String beginning(String sha256) {
    return DisplayText.name(sha256.substring(0, Math.min(16, sha256.length())));
  }

  private static Line fact(String name, String value) {
    return Line.of(name, Cell.text(value));
  }

  private static List<Block> images(QueryAnswer answer) {
    String counts =
        answer.rows().stream()
            .map(
                row ->
                    "%s images of %s modalities for %s"
                        .formatted(
                            DisplayText.count(row.asLong("images")),
                            DisplayText.count(row.asLong("modalities")),
                            purpose(row.text("split"))))
            .collect(Collectors.joining(", "));
    return List.of(
        new Paragraph("Handwritten digits of MNIST on crops of photos: %s.".formatted(counts)),
        Table.of(
            answer.caption("Images by split."),
            answer.rows(),
            Column.name("split", "split"),
            Column.count("images", "images"),
            Column.count("modalities", "modalities")));
  }

  private static String purpose(String split) {
    return switch (split) {
      case "train" -> "training";
      case "validation" -> "choosing and for fitting the temperature";
      case "test" -> "testing";
      default -> DisplayText.name(split);
    };
  }

  private static List<Block> measured(QueryAnswer answer) {
    return List.of(
        Table.of(
            answer.caption("The best network on the test images."),
            answer.rows(),
            Column.text("figure", row -> metric(row.text("metric"))),
            Column.number(
                "value",
                row ->
                    row.text("metric").equals("kappa")
                        ? DisplayText.decimal(row.asDouble("value"), 4)
                        : DisplayText.accuracy(row.asDouble("value"))),
            Column.interval(),
            Column.count("n", "n")));
  }

  private static String metric(String metric) {
    return switch (metric) {
      case "accuracy" -> "right";
      case "top_2_accuracy" -> "right with two answers";
      case "macro_f1" -> "F1, mean over digits";
      case "kappa" -> "Cohen's kappa";
      case "ece_calibrated" -> "calibration error, with its temperature";
      default -> DisplayText.name(metric);
    };
  }
}
