package polymnist.report;

import java.util.List;
import polymnist.report.Block.Gallery;
import polymnist.report.Block.Strip;
import polymnist.report.Block.Tile;
import polymnist.report.Study.Answer;

/** The best network's most confident mistakes on the test images. */
final class MistakesChapter implements Chapter {
  private final int mistakes;

  MistakesChapter(int mistakes) {
    this.mistakes = mistakes;
  }

  /** The number of mistakes is a whole number from the settings, so the query stays plain SQL. */
  static String worst(int mistakes) {
    return BestModel.WITH_BEST
        + """
        , wrong AS (
          SELECT id, modality, label, predicted, probability
          FROM   predictions JOIN best USING (model, training_corpus)
          WHERE  evaluated_on = 'test' AND NOT correct
          ORDER  BY probability DESC, id
          LIMIT  %d
        ),
        pictures AS (
          SELECT id, image.bytes AS picture
          FROM   corpus
          WHERE  id IN (SELECT id FROM wrong)
        )
        SELECT id, modality, label, predicted, probability, picture
        FROM   wrong LEFT JOIN pictures USING (id)
        ORDER  BY probability DESC, id
        """
            .formatted(mistakes);
  }

  @Override
  public String id() {
    return "mistakes";
  }

  @Override
  public String title() {
    return "Most confident mistakes";
  }

  @Override
  public List<Block> blocks(Study study) {
    return study.tell(
        List.of("predictions", "models", "corpus"),
        worst(mistakes),
        "The best network made no mistake on the test images.",
        answer -> gallery(answer, study.pictures()));
  }

  private static List<Block> gallery(Answer answer, Pictures pictures) {
    return List.of(
        new Gallery(
            answer.caption(
                "Test images that the best network read wrong, the surest mistake first, with the"
                    + " probability that it gave its answer."),
            "cards",
            List.of(
                Strip.of("", answer.rows().stream().map(row -> tile(row, pictures)).toList()))));
  }

  private static Tile tile(TableRow row, Pictures pictures) {
    String words =
        "%s read as %s, %s, %s"
            .formatted(
                row.text("label"),
                row.text("predicted"),
                Shown.share(row.real("probability")),
                Shown.name(row.text("modality")));
    String alt = "%s: %s".formatted(Shown.name(row.text("id")), words);
    return new Tile(pictures.pixels(row.bytes("picture"), alt), words);
  }
}
