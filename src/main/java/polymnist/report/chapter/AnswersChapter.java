package polymnist.report.chapter;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import polymnist.answer.Answer;
import polymnist.report.block.Block;
import polymnist.report.block.Block.Card;
import polymnist.report.block.Block.Cards;
import polymnist.report.block.Block.Plot;
import polymnist.report.block.Block.Tile;
import polymnist.report.block.DisplayText;
import polymnist.report.block.Pictures;
import polymnist.report.block.TableRow;
import polymnist.report.plot.Axis;
import polymnist.report.plot.DotPlot;
import polymnist.report.plot.DotPlot.Dot;
import polymnist.report.plot.DotPlot.DotRow;

/** What people ask of a study first, answered on the first screen. */
final class AnswersChapter {
  /** Queries of the figures beside the answers, by what they show. */
  static final Query RANKING = Query.named("ranking");

  static final Query EFFECT = Query.named("effect");
  static final Query MISTAKES = Query.named("surest-mistakes", Map.of("mistakes", 6));

  private static final int NAMED = 5;

  private AnswersChapter() {}

  static Chapter chapter(List<Answer> answers, Study study, Pictures pictures) {
    List<Card> cards = new ArrayList<>();
    for (Answer answer : answers) {
      cards.add(
          switch (answer.id()) {
            case "best-network" ->
                card(answer, "networks", ranking(study.rows(RANKING)), List.of());
            case "change-by-augmentation" ->
                card(answer, "augmentation", effects(study.rows(EFFECT)), List.of());
            case "failures" ->
                card(answer, "errors", List.of(), mistakes(study.rows(MISTAKES), pictures));
            default -> card(answer, "handwriting", List.of(), List.of());
          });
    }
    return new Chapter(
        "answers",
        "Answers",
        "",
        List.of(Figure.of("answers-in-short", "", true, List.<Block>of(new Cards(cards)))));
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

  private static List<Plot> ranking(List<TableRow> rows) {
    List<DotRow> dots =
        rows.stream()
            .limit(NAMED)
            .map(
                row ->
                    DotRow.of(
                        row.network(),
                        new Dot(
                            NetworksChapter.colour(row.text("training_corpus")),
                            row.percent("accuracy"),
                            row.percent("lower"),
                            row.percent("upper"),
                            true,
                            DisplayText.share(row.asDouble("accuracy")))))
            .toList();
    return dots.isEmpty() ? List.of() : List.of(plot("accuracy of the best", "accuracy, %", dots));
  }

  private static List<Plot> effects(List<TableRow> rows) {
    List<DotRow> dots =
        rows.stream()
            .limit(NAMED)
            .map(row -> DotRow.of(row.network(), AugmentationChapter.dot(row)))
            .toList();
    return dots.isEmpty() ? List.of() : List.of(plot("changes by augmentation", "points", dots));
  }

  private static Plot plot(String description, String unit, List<DotRow> dots) {
    boolean differences = unit.equals("points");
    DoubleStream zero = differences ? DoubleStream.of(0) : DoubleStream.empty();
    return new DotPlot(
            description,
            Axis.of(unit, DoubleStream.concat(zero, DotPlot.values(dots))),
            differences ? 0 : Double.NaN,
            List.of(),
            dots)
        .plot();
  }

  private static List<Tile> mistakes(List<TableRow> rows, Pictures pictures) {
    return rows.stream().map(row -> ErrorsChapter.mistake(row, pictures)).toList();
  }
}
