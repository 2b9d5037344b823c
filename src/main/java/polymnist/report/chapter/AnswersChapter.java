package polymnist.report.chapter;

import java.util.ArrayList;
import java.util.List;
import polymnist.answer.Answer;
import polymnist.answer.DisplayText;
import polymnist.answer.TableRow;
import polymnist.report.block.Block;
import polymnist.report.block.Block.Card;
import polymnist.report.block.Block.Cards;
import polymnist.report.block.Block.Plot;
import polymnist.report.block.Block.Tile;
import polymnist.report.plot.Axis;
import polymnist.report.plot.DotPlot;
import polymnist.report.plot.DotPlot.Dot;

/** What people ask of a study first, answered on the first screen. */
final class AnswersChapter {
  private static final int NAMED = 5;
  private static final int PICTURED = 6;

  private AnswersChapter() {}

  static Chapter chapter(List<Answer> answers, Study study, Figures figures) {
    List<TableRow> ranked = rows("ranking", NAMED, study, figures);
    List<Tile> mistakes =
        rows("surest-mistakes", PICTURED, study, figures).stream()
            .flatMap(row -> figures.tiles(row).stream())
            .toList();
    List<Card> cards = new ArrayList<>();
    for (Answer answer : answers) {
      cards.add(
          switch (answer.id()) {
            case "best-network" -> card(answer, "networks", best(ranked), List.of());
            case "change-by-augmentation" ->
                card(
                    answer,
                    "augmentation",
                    DotPlot.differences(
                        "changes by augmentation",
                        rows("effect", NAMED, study, figures).stream()
                            .map(row -> Dot.points(row.network(), 0, row))
                            .toList()),
                    List.of());
            case "failures" -> card(answer, "errors", List.of(), mistakes);
            default -> card(answer, "handwriting", List.of(), List.of());
          });
    }
    return new Chapter(
        "answers",
        "Answers",
        "",
        List.of(Figure.of("answers-in-short", "", true, List.<Block>of(new Cards(cards)))));
  }

  /** Returns the first rows of a figure of another chapter. */
  private static List<TableRow> rows(String figure, int most, Study study, Figures figures) {
    return study.rows(figures.query(figure)).stream().limit(most).toList();
  }

  private static Card card(Answer answer, String chapter, List<Plot> plots, List<Tile> tiles) {
    return new Card(
        answer.question(),
        DisplayText.sentence(answer.figure()),
        DisplayText.sentence(answer.detail()),
        DisplayText.sentence(answer.sentence()),
        plots,
        tiles,
        chapter);
  }

  private static List<Plot> best(List<TableRow> rows) {
    List<Dot> dots =
        rows.stream()
            .map(row -> Dot.share(row.network(), NetworksChapter.colour(row), row, "accuracy"))
            .toList();
    Axis axis = Axis.of("accuracy, %", DotPlot.values(dots));
    return dots.isEmpty()
        ? List.of()
        : List.of(DotPlot.of("accuracy of the best", axis, Double.NaN, dots));
  }
}
