package polymnist.report.chapter;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import polymnist.answer.Answer;
import polymnist.answer.NumberText;
import polymnist.report.block.Pictures;
import polymnist.report.block.TableRow;

/** The chapters of the report, in the order of the page. */
public final class Chapters {
  private static final Query SCOPE = Query.named("scope");

  /** Handwritings of which the explorer has all views. */
  private static final Map<String, Integer> EXPLORED = Map.of("explored", 500);

  private static final Query IMAGES = Query.named("explored-images", EXPLORED);
  private static final Query ANSWERS = Query.named("explored-answers", EXPLORED);

  private final List<Chapter> ofTables;
  private final Pictures pictures;

  /**
   * Declares the chapters.
   *
   * @param examples pictures of each kind that represent a modality and label
   * @param mistakes of the best network that are shown without a script
   * @param handwriting pictures of own handwriting that are shown
   */
  public Chapters(int examples, int mistakes, int handwriting, Pictures pictures) {
    this.pictures = pictures;
    this.ofTables =
        List.of(
            NetworksChapter.chapter(),
            AugmentationChapter.chapter(pictures),
            ErrorsChapter.chapter(mistakes, pictures),
            ConfidenceChapter.chapter(),
            HandwritingChapter.chapter(handwriting, pictures),
            DataChapter.chapter(examples, pictures));
  }

  /** Returns all queries of the report. */
  public List<Query> queries() {
    List<Query> queries =
        new ArrayList<>(
            List.of(
                SCOPE,
                IMAGES,
                ANSWERS,
                AnswersChapter.RANKING,
                AnswersChapter.EFFECT,
                AnswersChapter.MISTAKES));
    for (Chapter chapter : of(Map.of(), Map.of(), new Lineage(Map.of(), List.of()))) {
      chapter.figures().stream()
          .map(Figure::query)
          .filter(query -> query != null)
          .forEach(queries::add);
    }
    return queries;
  }

  /** Returns the chapters that need no answer. */
  List<Chapter> of(Map<String, List<String>> missing, Map<String, String> jobs, Lineage lineage) {
    List<Chapter> chapters = new ArrayList<>(ofTables);
    chapters.add(AboutChapter.chapter(missing, jobs, lineage));
    return chapters;
  }

  /**
   * Returns the chapters of a study.
   *
   * @param jobs the job that fills each table
   */
  public List<Chapter> of(
      Study study, List<Answer> answers, Map<String, String> jobs, Lineage lineage) {
    List<Chapter> chapters = new ArrayList<>();
    chapters.add(AnswersChapter.chapter(answers, study, pictures));
    chapters.addAll(of(study.missing(ofTables), jobs, lineage));
    return chapters;
  }

  /** Returns the test images of the explorer. */
  public List<TableRow> exploredImages(Study study) {
    return study.rows(IMAGES);
  }

  /** Returns what networks said of them. */
  public List<TableRow> exploredAnswers(Study study) {
    return study.rows(ANSWERS);
  }

  /** Returns in a line what was studied; empty where no network was evaluated. */
  public static String scope(Study study, Lineage lineage) {
    List<String> parts = new ArrayList<>();
    study.rows(SCOPE).stream()
        .filter(row -> row.asLong("images") > 0)
        .forEach(
            row -> {
              parts.add(NumberText.counted(row.asLong("images"), "test image"));
              if (row.asLong("digits") > 0) {
                parts.add(NumberText.counted(row.asLong("digits"), "handwriting"));
              }
              parts.add(modalities(row.asLong("modalities")));
              parts.add(NumberText.counted(row.asLong("networks"), "network"));
            });
    lineage.runs().stream()
        .reduce((first, second) -> second)
        .ifPresent(
            last -> {
              parts.add(last.provenance().getOrDefault("started", "").replaceFirst("T.*", ""));
              parts.add("commit " + last.provenance().getOrDefault("commit", "unknown"));
            });
    return String.join(" · ", parts);
  }

  private static String modalities(long count) {
    return count == 1 ? "1 modality" : count + " modalities";
  }
}
