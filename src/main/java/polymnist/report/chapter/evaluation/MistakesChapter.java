package polymnist.report.chapter.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import polymnist.model.BestModel;
import polymnist.report.block.Block;
import polymnist.report.block.Block.Gallery;
import polymnist.report.block.Block.Heading;
import polymnist.report.block.Block.Strip;
import polymnist.report.block.Block.Tile;
import polymnist.report.block.DisplayText;
import polymnist.report.block.Pictures;
import polymnist.report.block.TableRow;
import polymnist.report.chapter.Chapter;
import polymnist.report.chapter.Study;
import polymnist.report.chapter.Study.QueryAnswer;

/** The best network's mistakes on the test images: the surest, the worst, the most frequent. */
public final class MistakesChapter implements Chapter {
  private static final String NONE = "The best network made no mistake on the test images.";
  private static final List<String> TABLES = List.of("predictions", "models", "corpus");

  /** Pictures are looked for among test images alone, which lie together in the table. */
  private static final String PICTURES =
      """
      , pictures AS (
        SELECT id, image.bytes AS picture
        FROM   corpus
        WHERE  split = 'test' AND id IN (SELECT id FROM wrong)
      )
      SELECT id, modality, label, predicted, probability, p_label, picture
      FROM   wrong LEFT JOIN pictures USING (id)
      """;

  private static final int PAIRS = 6;
  private static final int EXAMPLES = 5;

  private final int mistakes;

  public MistakesChapter(int mistakes) {
    this.mistakes = mistakes;
  }

  /** The number of mistakes is a whole number from the settings, so the query stays plain SQL. */
  static String surest(int mistakes) {
    return BestModel.WITH_BEST
        + String.format(
            Locale.ROOT,
            """
        , wrong AS (
          SELECT id, modality, label, predicted, probability, probabilities[label] AS p_label
          FROM   predictions JOIN best USING (model, training_corpus)
          WHERE  evaluated_on = 'test' AND NOT correct
          ORDER  BY probability DESC, id
          LIMIT  %d
        )
        """,
            mistakes)
        + PICTURES
        + "ORDER  BY probability DESC, id\n";
  }

  /** Those of the highest loss that are not among the surest, which are shown already. */
  static String worst(int mistakes) {
    return BestModel.WITH_BEST
        + String.format(
            Locale.ROOT,
            """
        , ranked AS (
          SELECT id, modality, label, predicted, probability, probabilities[label] AS p_label,
                 ROW_NUMBER() OVER (ORDER BY probability DESC, id) AS sureness
          FROM   predictions JOIN best USING (model, training_corpus)
          WHERE  evaluated_on = 'test' AND NOT correct
        ),
        wrong AS (
          SELECT * FROM ranked WHERE sureness > %1$d ORDER BY p_label, id LIMIT %1$d
        )
        """,
            mistakes)
        + PICTURES
        + "ORDER  BY p_label, id\n";
  }

  /** Of the most frequent pairs of a digit and what it is taken for, the surest mistakes. */
  static final String PAIRED =
      BestModel.WITH_BEST
          + String.format(
              Locale.ROOT,
              """
          , counted AS (
            SELECT id, modality, label, predicted, probability, probabilities[label] AS p_label,
                   COUNT(*)     OVER (PARTITION BY label, predicted) AS images,
                   ROW_NUMBER() OVER (PARTITION BY label, predicted
                                      ORDER BY probability DESC, id) AS rank
            FROM   predictions JOIN best USING (model, training_corpus)
            WHERE  evaluated_on = 'test' AND NOT correct
          ),
          ranked AS (
            SELECT *, DENSE_RANK() OVER (ORDER BY images DESC, label, predicted) AS pair
            FROM   counted
          ),
          wrong AS (
            SELECT * FROM ranked WHERE pair <= %d AND rank <= %d
          ),
          pictures AS (
            SELECT id, image.bytes AS picture
            FROM   corpus
            WHERE  split = 'test' AND id IN (SELECT id FROM wrong)
          )
          SELECT pair, images, id, modality, label, predicted, probability, p_label, picture
          FROM   wrong LEFT JOIN pictures USING (id)
          ORDER  BY pair, rank
          """,
              PAIRS,
              EXAMPLES);

  /** Mistakes that several views of a digit share. */
  static final String DOUBTED =
      """
      WITH doubted AS (
        SELECT * FROM label_disagreements WHERE views_agreeing > 0 ORDER BY rank LIMIT 12
      ),
      pictures AS (
        SELECT id, image.bytes AS picture
        FROM   corpus
        WHERE  split IN ('validation', 'test') AND id IN (SELECT id FROM doubted)
      )
      SELECT id, label, suggested, confidence, views, views_agreeing, picture
      FROM   doubted LEFT JOIN pictures USING (id)
      ORDER  BY rank
      """;

  @Override
  public String id() {
    return "mistakes";
  }

  @Override
  public String title() {
    return "Mistakes";
  }

  @Override
  public List<Block> blocks(Study study) {
    Pictures pictures = study.pictures();
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Heading("The most confident"));
    blocks.addAll(
        study.blocks(
            TABLES,
            surest(mistakes),
            NONE,
            answer ->
                gallery(
                    answer,
                    "Test images that the best network read wrong, the surest mistake first, with"
                        + " the probability that it gave its answer and that it gave the digit.",
                    row -> tile(row, pictures))));
    blocks.add(new Heading("The highest loss of the others"));
    blocks.addAll(
        study.blocks(
            TABLES,
            worst(mistakes),
            "There are no further mistakes.",
            answer ->
                gallery(
                    answer,
                    "Further test images to whose digit the best network gave the least"
                        + " probability: there its log loss is highest.",
                    row -> tile(row, pictures))));
    blocks.add(new Heading("The most frequent confusions"));
    blocks.addAll(study.blocks(TABLES, PAIRED, NONE, answer -> pairs(answer, pictures)));
    blocks.add(new Heading("Labels to look at"));
    blocks.addAll(
        study.blocks(
            List.of("label_disagreements", "corpus"),
            DOUBTED,
            "No two views of a digit are read as the same other digit.",
            answer ->
                gallery(
                    answer,
                    "Images of validation and test that the best network reads as another digit,"
                        + " together with other views of the same handwriting: here the label may"
                        + " be wrong, or the handwriting may be unclear.",
                    row -> doubted(row, pictures))));
    return blocks;
  }

  private static List<Block> gallery(
      QueryAnswer answer, String caption, Function<TableRow, Tile> tile) {
    return List.of(
        new Gallery(
            answer.caption(caption),
            "cards",
            List.of(Strip.of("", answer.rows().stream().map(tile).toList()))));
  }

  private static Tile doubted(TableRow row, Pictures pictures) {
    String id = DisplayText.name(row.text("id"));
    String words =
        "%s read as %s, %s"
            .formatted(
                row.text("label"),
                row.text("suggested"),
                DisplayText.share(row.asDouble("confidence")));
    return new Tile(
        pictures.pixels(row.bytes("picture"), "%s: %s".formatted(id, words)),
        "%s, as %s of its %s other views, %s"
            .formatted(words, row.text("views_agreeing"), row.text("views"), id));
  }

  private static List<Block> pairs(QueryAnswer answer, Pictures pictures) {
    Map<Long, List<TableRow>> byPair = TableRow.grouped(answer.rows(), row -> row.asLong("pair"));
    return List.of(
        new Gallery(
            answer.caption(
                "What the best network takes for what most often on the test images, each with its"
                    + " surest mistakes."),
            "cards",
            byPair.values().stream()
                .map(
                    rows ->
                        Strip.of(
                            "%s read as %s: %s images"
                                .formatted(
                                    rows.get(0).text("label"),
                                    rows.get(0).text("predicted"),
                                    DisplayText.count(rows.get(0).asLong("images"))),
                            rows.stream().map(row -> tile(row, pictures)).toList()))
                .toList()));
  }

  private static Tile tile(TableRow row, Pictures pictures) {
    String id = DisplayText.name(row.text("id"));
    String words =
        "%s read as %s, %s"
            .formatted(
                row.text("label"),
                row.text("predicted"),
                DisplayText.share(row.asDouble("probability")));
    return new Tile(
        pictures.pixels(row.bytes("picture"), "%s: %s".formatted(id, words)),
        "%s (%s: %s), %s"
            .formatted(words, row.text("label"), DisplayText.share(row.asDouble("p_label")), id));
  }
}
