package polymnist.report.chapter.augmentation;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import polymnist.report.block.Block;
import polymnist.report.block.Block.Caption;
import polymnist.report.block.Block.Column;
import polymnist.report.block.Block.Heading;
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
             regime,
             accuracy_without,
             accuracy_with,
             difference,
             lower,
             upper,
             only_without,
             only_with,
             p_holm,
             n,
             verdict,
             examples_without,
             examples_with
      FROM   augmentation_effect
      WHERE  evaluated_on = 'test' AND slice = 'all'
      ORDER  BY model, regime
      """;

  static final String BY_SLICE =
      """
      SELECT model,
             regime,
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
             verdict,
             examples_without,
             examples_with
      FROM   augmentation_effect
      WHERE  evaluated_on = 'test' AND slice LIKE 'modality=%'
      ORDER  BY model, regime, slice
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
            ("Each row is a network that was trained with augmentation, against the same trained"
                    + " without; both read the same images. Where they saw different numbers of"
                    + " images in training, the difference may be due to that. The images that only one of the two reads right decide: were"
                    + " augmentation without effect, they would be as many on either side. The"
                    + " p-value is the exact McNemar test's, corrected for the number of"
                    + " comparisons. Where it is above %s or the interval of the difference spans"
                    + " zero, no difference is shown.")
                .formatted(DisplayText.decimal(Verdict.LEVEL, 2))),
        table(
            answer.caption("Accuracy without and with augmentation, on the same images."),
            answer.rows(),
            Stream.of()));
  }

  private static List<Block> bySlice(QueryAnswer answer) {
    return List.of(
        table(
            answer.caption(
                "The same by modality. As some of so many comparisons would seem to show a"
                    + " difference by chance, p is corrected for their number (Holm), and verdicts"
                    + " go by it."),
            answer.rows(),
            Stream.of(
                Column.text(
                    "modality",
                    row -> DisplayText.name(row.text("slice").replaceFirst("^modality=", ""))))));
  }

  private static Table table(Caption caption, List<TableRow> rows, Stream<Column> more) {
    Stream<Column> first =
        Stream.of(Column.name("network", "model"), Column.name("trained", "regime"));
    Stream<Column> last =
        Stream.of(
            Column.text("verdict", row -> Effect.of(row).verdict()),
            Column.number("difference", row -> DisplayText.points(Effect.of(row).difference())),
            Column.number(
                "95 % interval",
                row -> DisplayText.pointsInterval(Effect.of(row).lower(), Effect.of(row).upper())),
            Column.accuracy("without", "accuracy_without"),
            Column.accuracy("with", "accuracy_with"),
            Column.count("right only without", "only_without"),
            Column.count("right only with", "only_with"),
            Column.number("p, corrected", row -> DisplayText.pValue(row.asDouble("p_holm"))),
            Column.count("n", "n"),
            Column.count("seen without", "examples_without"),
            Column.count("seen with", "examples_with"));
    return Table.marked(
        caption,
        rows,
        row -> Effect.of(row).helps() || Effect.of(row).harms(),
        Stream.concat(Stream.concat(first, more), last).toArray(Column[]::new));
  }
}
