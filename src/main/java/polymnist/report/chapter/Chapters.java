package polymnist.report.chapter;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import polymnist.answer.Answer;
import polymnist.answer.NumberText;
import polymnist.answer.TableRow;
import polymnist.report.block.Pictures;

/** The chapters of the report, in the order of the page. */
public final class Chapters {
  /** Handwritings of which the explorer has all views. */
  private static final int EXPLORED = 500;

  private final Figures figures;
  private final List<Chapter> ofTables;

  /**
   * Declares the chapters.
   *
   * @param examples pictures of each kind that represent a modality and label
   * @param mistakes of the best network that are shown without a script
   * @param handwriting pictures of own handwriting that are shown
   */
  public Chapters(int examples, int mistakes, int handwriting, Pictures pictures) {
    this.figures =
        new Figures(
            pictures,
            Map.of(
                "examples", examples,
                "mistakes", mistakes,
                "pictures", handwriting,
                "explored", EXPLORED));
    this.ofTables =
        List.of(
            NetworksChapter.chapter(figures),
            AugmentationChapter.chapter(figures),
            ErrorsChapter.chapter(figures),
            ConfidenceChapter.chapter(figures),
            HandwritingChapter.chapter(figures),
            DataChapter.chapter(figures));
  }

  /** Returns all queries of the report. */
  public List<Query> queries() {
    return Stream.concat(
            Stream.of(figures.query("scope"), figures.query("explored")),
            of(Map.of(), Map.of(), new Lineage(Map.of(), List.of())).stream()
                .flatMap(chapter -> chapter.figures().stream())
                .map(Figure::query)
                .filter(Objects::nonNull))
        .toList();
  }

  /** Returns the chapters that need no answer. */
  List<Chapter> of(Map<String, List<String>> missing, Map<String, String> jobs, Lineage lineage) {
    List<Chapter> chapters = new ArrayList<>(ofTables);
    chapters.add(AboutChapter.chapter(figures.open("model"), missing, jobs, lineage));
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
    chapters.add(AnswersChapter.chapter(answers, study, figures));
    chapters.addAll(of(study.missing(ofTables), jobs, lineage));
    return chapters;
  }

  /** Returns the test images of the explorer, with what networks said of them. */
  public List<TableRow> explored(Study study) {
    return study.rows(figures.query("explored"));
  }

  /** Returns in a line what was studied. */
  public String scope(Study study, Lineage lineage) {
    List<String> parts = new ArrayList<>();
    study.rows(figures.query("scope")).stream()
        .filter(row -> row.asLong("images") > 0)
        .forEach(
            row -> {
              parts.add(NumberText.counted(row.asLong("images"), "test image"));
              if (row.asLong("digits") > 0) {
                parts.add(NumberText.counted(row.asLong("digits"), "digit"));
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
    return parts.isEmpty() ? "nothing is measured yet" : String.join(" · ", parts);
  }

  private static String modalities(long count) {
    return count == 1 ? "1 modality" : count + " modalities";
  }
}
