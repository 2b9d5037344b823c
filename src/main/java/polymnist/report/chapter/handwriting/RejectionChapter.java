package polymnist.report.chapter.handwriting;

import java.util.ArrayList;
import java.util.List;
import polymnist.report.block.Block;
import polymnist.report.block.Block.Column;
import polymnist.report.block.Block.Table;
import polymnist.report.block.DisplayText;
import polymnist.report.chapter.Chapter;
import polymnist.report.chapter.Study;
import polymnist.report.chapter.Study.QueryAnswer;

/** Whether pictures that show no digit are refused, and what that costs in digits. */
public final class RejectionChapter implements Chapter {
  static final String KINDS =
      """
      SELECT kind,
             detector,
             pictures,
             refused,
             lower,
             upper,
             auroc,
             accepted_at_95
      FROM   custom_rejection
      ORDER  BY kind = 'digit' DESC, kind = 'all' DESC, auroc, kind
      """;

  static final String THRESHOLDS =
      """
      SELECT least_confidence,
             digits_refused,
             non_digits_refused
      FROM   custom_thresholds
      ORDER  BY least_confidence
      """;

  @Override
  public String id() {
    return "rejection";
  }

  @Override
  public String title() {
    return "What is no digit";
  }

  @Override
  public List<Block> blocks(Study study) {
    List<Block> blocks = new ArrayList<>();
    blocks.addAll(
        study.blocks(
            List.of("custom_rejection"),
            KINDS,
            "Without the digit detector nothing was measured.",
            RejectionChapter::kinds));
    blocks.addAll(
        study.blocks(
            List.of("custom_thresholds"),
            THRESHOLDS,
            "Without the digit detector nothing was measured.",
            RejectionChapter::thresholds));
    return blocks;
  }

  private static List<Block> kinds(QueryAnswer answer) {
    return List.of(
        Table.marked(
            answer.caption(
                "Drawn pictures, by what they show: how many were answered with no digit, or with"
                    + " several. Each kind that is no digit is tested by a detector that was not"
                    + " trained on it. AUROC is the chance that a digit has more confidence than"
                    + " one of the kind; the last column, how many of the kind pass where 95 % of"
                    + " the digits do. The row all is the mean of the kinds; the row digit is what"
                    + " refusing costs."),
            answer.rows(),
            row -> List.of("digit", "all").contains(row.text("kind")),
            Column.name("shows", "kind"),
            Column.number("refused", row -> DisplayText.share(row.asDouble("refused"))),
            Column.interval(),
            Column.number(
                "AUROC",
                row -> row.has("auroc") ? DisplayText.decimal(row.asDouble("auroc"), 3) : ""),
            Column.number(
                "pass at 95 %",
                row ->
                    row.has("accepted_at_95")
                        ? DisplayText.share(row.asDouble("accepted_at_95"))
                        : ""),
            Column.count("pictures", "pictures")));
  }

  private static List<Block> thresholds(QueryAnswer answer) {
    return List.of(
        Table.of(
            answer.caption(
                "What other values of custom.decision.least-confidence would refuse: more of what"
                    + " is no digit, at the price of digits."),
            answer.rows(),
            Column.text(
                "least confidence",
                row -> DisplayText.decimal(row.asDouble("least_confidence"), 2)),
            Column.number(
                "digits refused", row -> DisplayText.share(row.asDouble("digits_refused"))),
            Column.number(
                "non-digits refused",
                row -> DisplayText.share(row.asDouble("non_digits_refused")))));
  }
}
