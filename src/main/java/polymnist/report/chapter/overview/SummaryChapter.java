package polymnist.report.chapter.overview;

import java.util.ArrayList;
import java.util.List;
import polymnist.answer.Answer;
import polymnist.report.block.Block;
import polymnist.report.block.Block.KeyFigure;
import polymnist.report.block.Block.KeyFigures;
import polymnist.report.block.Block.Paragraph;
import polymnist.report.block.DisplayText;
import polymnist.report.chapter.Chapter;
import polymnist.report.chapter.Study;

/** The questions that people ask first, each with its answer in words, from the tables. */
public final class SummaryChapter implements Chapter {
  @Override
  public String id() {
    return "summary";
  }

  @Override
  public String title() {
    return "Summary";
  }

  @Override
  public List<Block> blocks(Study study) {
    return study.answered(SummaryChapter::blocks);
  }

  private static List<Block> blocks(List<Answer> answers) {
    List<Block> blocks = new ArrayList<>();
    List<KeyFigure> figures =
        answers.stream()
            .filter(answer -> !answer.figure().isEmpty())
            .map(
                answer ->
                    new KeyFigure(
                        answer.question(), answer.figure(), DisplayText.sentence(answer.detail())))
            .toList();
    if (!figures.isEmpty()) {
      blocks.add(new KeyFigures(figures));
    }
    answers.forEach(
        answer ->
            blocks.add(
                new Paragraph(answer.question() + " " + DisplayText.sentence(answer.sentence()))));
    return blocks;
  }
}
