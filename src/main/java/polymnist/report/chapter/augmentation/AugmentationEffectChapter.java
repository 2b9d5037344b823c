package polymnist.report.chapter.augmentation;

import java.util.ArrayList;
import java.util.List;
import polymnist.report.block.Block;
import polymnist.report.block.Block.Cell;
import polymnist.report.block.Block.Heading;
import polymnist.report.block.Block.Line;
import polymnist.report.block.Block.Paragraph;
import polymnist.report.block.Block.Table;
import polymnist.report.block.DisplayText;
import polymnist.report.block.TableRow;
import polymnist.report.chapter.Chapter;
import polymnist.report.chapter.Study;
import polymnist.report.chapter.Study.QueryAnswer;
import polymnist.statistics.Verdict;

/** What augmentation changed, for each network, and whether that may be chance. */
public final class AugmentationEffectChapter implements Chapter {
  static final String OVERALL =
      """
      SELECT model,
             evaluated_on,
             accuracy_without,
             accuracy_with,
             difference,
             lower,
             upper,
             only_without,
             only_with,
             p_holm,
             n,
             verdict
      FROM   augmentation_effect
      WHERE  evaluated_on = 'test' AND slice = 'all'
      ORDER  BY model
      """;

  static final String BY_SLICE =
      """
      SELECT model,
             evaluated_on,
             slice,
             accuracy_without,
             accuracy_with,
             difference,
             lower,
             upper,
             only_without,
             only_with,
             p_holm,
             n,
             verdict
      FROM   augmentation_effect
      WHERE  evaluated_on = 'test' AND slice LIKE 'modality=%'
      ORDER  BY model, slice
      """;

  private static final List<String> TABLE = List.of("augmentation_effect");

  @Override
  public String id() {
    return "augmentation-effect";
  }

  @Override
  public String title() {
    return "Effect of augmentation";
  }

  @Override
  public List<Block> blocks(Study study) {
    List<Block> blocks = new ArrayList<>();
    blocks.addAll(
        study.blocks(
            TABLE,
            OVERALL,
            "No network was trained both with and without augmentation.",
            AugmentationEffectChapter::overall));
    blocks.add(new Heading("By modality"));
    blocks.addAll(
        study.blocks(
            TABLE,
            BY_SLICE,
            "The effect by modality was not measured.",
            AugmentationEffectChapter::bySlice));
    return blocks;
  }

  private static List<Block> overall(QueryAnswer answer) {
    return List.of(
        new Paragraph(
            ("Each network was trained twice, without and with augmented copies, and read the same"
                    + " images. The images that only one of the two reads right decide: were"
                    + " augmentation without effect, they would be as many on either side. The"
                    + " p-value is the exact McNemar test's, corrected for the number of"
                    + " comparisons. Where it is above %s or the interval of the difference spans"
                    + " zero, no difference is shown.")
                .formatted(DisplayText.decimal(Verdict.LEVEL, 2))),
        new Table(
            answer.caption("Accuracy without and with augmentation, on the same images."),
            header("network", List.of(Cell.text("images of"))),
            answer.rows().stream()
                .map(
                    row ->
                        line(
                            DisplayText.name(row.text("model")),
                            List.of(Cell.text(DisplayText.name(row.text("evaluated_on")))),
                            row))
                .toList()));
  }

  private static List<Block> bySlice(QueryAnswer answer) {
    return List.of(
        new Table(
            answer.caption(
                "The same by modality. As some of so many comparisons would seem to show a"
                    + " difference by chance, p is corrected for their number (Holm), and verdicts"
                    + " go by it."),
            header("network", List.of(Cell.text("images of"), Cell.text("modality"))),
            answer.rows().stream()
                .map(
                    row ->
                        line(
                            DisplayText.name(row.text("model")),
                            List.of(
                                Cell.text(DisplayText.name(row.text("evaluated_on"))),
                                Cell.text(
                                    DisplayText.name(
                                        row.text("slice").replaceFirst("^modality=", "")))),
                            row))
                .toList()));
  }

  private static List<Cell> header(String head, List<Cell> columns) {
    List<Cell> header = new ArrayList<>(List.of(Cell.text(head)));
    header.addAll(columns);
    header.addAll(
        List.of(
            Cell.text("verdict"),
            Cell.number("difference"),
            Cell.number("95 % interval"),
            Cell.number("without"),
            Cell.number("with"),
            Cell.number("right only without"),
            Cell.number("right only with"),
            Cell.number("p, corrected"),
            Cell.number("n")));
    return header;
  }

  private static Line line(String head, List<Cell> columns, TableRow row) {
    Effect effect = Effect.of(row);
    List<Cell> cells = new ArrayList<>(columns);
    cells.addAll(
        List.of(
            Cell.text(effect.verdict()),
            Cell.number(DisplayText.points(effect.difference())),
            Cell.number(DisplayText.pointsInterval(effect.lower(), effect.upper())),
            Cell.number(DisplayText.accuracy(row.asDouble("accuracy_without"))),
            Cell.number(DisplayText.accuracy(row.asDouble("accuracy_with"))),
            Cell.number(DisplayText.count(row.asLong("only_without"))),
            Cell.number(DisplayText.count(row.asLong("only_with"))),
            Cell.number(DisplayText.pValue(row.asDouble("p_holm"))),
            Cell.number(DisplayText.count(row.asLong("n")))));
    return new Line(head, effect.helps() || effect.harms(), cells);
  }
}
