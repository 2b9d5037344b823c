package polymnist.report.chapter;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import polymnist.model.IntendedUse;
import polymnist.report.block.Block;
import polymnist.report.block.Block.Cell;
import polymnist.report.block.Block.Line;
import polymnist.report.block.Block.Paragraph;
import polymnist.report.block.Block.Table;

/**
 * The best network as those who would use it must know it, after M. Mitchell et al., "Model Cards
 * for Model Reporting", FAT* 2019; what the numbers do not say, words, and where all comes from.
 */
final class AboutChapter {
  private static final List<String> LIMITS =
      List.of(
          "Intervals show how the figures would vary with other test images of the same kind. They"
              + " do not show how they would vary if a network were trained again from another"
              + " seed: each network was trained once on each corpus. Only the impact of policies"
              + " is measured with networks that are trained again; there intervals cover seeds as"
              + " well as digits where there are two seeds or more.",
          "Test images have the same backgrounds as training images, in other crops. The figures"
              + " say nothing about backgrounds that were never seen, but for those of the impact"
              + " of policies on modalities never seen or on other photos.",
          "Intervals and p-values count the images of one handwritten digit as far as they are"
              + " right or wrong together. Where the digit of an image is not known, it is taken to"
              + " be written by itself; so are own pictures, though one hand may have written"
              + " many.",
          "The best network was chosen on validation images and then measured on test images; its"
              + " test figure is fair, but it need not be the best of all on the test images.",
          "Own handwriting is a few pictures by few hands: an example of how the network"
              + " generalises, no measure of it.");

  private static final Map<String, String> GLOSSARY =
      Map.ofEntries(
          Map.entry("modality", "the images on crops of one photo; PolyMNIST has five, m0 to m4"),
          Map.entry("view", "one of the images of a handwritten digit, one in each modality"),
          Map.entry("corpus", "trained on the training images as they are"),
          Map.entry("augmented", "trained on them and on changed copies of them"),
          Map.entry(
              "fresh",
              "trained on images that are changed in every epoch: the whole image, or the digit alone,"
                  + " which is then pasted on another piece of its photo"),
          Map.entry("digit detector", "a small network that tells digits from other ink"),
          Map.entry("selective prediction", "to answer only where the network is sure enough"),
          Map.entry("ECE", "expected calibration error: how far confidence is from accuracy"),
          Map.entry("95 % interval", "where the true value lies in 95 of 100 such studies"));

  private AboutChapter() {}

  static Chapter chapter(
      Figure model, Map<String, List<String>> missing, Map<String, String> jobs, Lineage lineage) {
    List<Figure> figures = new ArrayList<>(List.of(model));
    figures.add(
        Figure.of(
            "use",
            "Intended use",
            true,
            List.of(
                new Paragraph(IntendedUse.USE),
                new Paragraph("Out of scope: " + IntendedUse.OUT_OF_SCOPE),
                new Paragraph(IntendedUse.HANDWRITING),
                new Paragraph(IntendedUse.LICENCE))));
    figures.add(
        Figure.of("limits", "Limits", true, LIMITS.stream().<Block>map(Paragraph::new).toList()));
    figures.add(
        Figure.of(
            "glossary",
            "Glossary",
            false,
            List.of(
                table(
                    "Words of this page.",
                    "word",
                    "meaning",
                    GLOSSARY.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(entry -> Line.of(entry.getKey(), Cell.text(entry.getValue())))
                        .toList()))));
    if (!missing.isEmpty()) {
      figures.add(
          Figure.of("not-measured", "Not measured", true, List.of(notMeasured(missing, jobs))));
    }
    figures.add(Figure.of("provenance", "Provenance", false, ProvenanceFigure.blocks(lineage)));
    return new Chapter("about", "About", "", figures);
  }

  private static Table table(String caption, String head, String second, List<Line> lines) {
    return new Table(caption, List.of(Cell.text(head), Cell.text(second)), lines);
  }

  private static Table notMeasured(Map<String, List<String>> missing, Map<String, String> jobs) {
    List<Line> lines = new ArrayList<>();
    missing.forEach(
        (table, titles) ->
            lines.add(
                Line.of(
                    String.join(", ", titles),
                    Cell.text("./spark-submit.sh " + jobs.getOrDefault(table, "pipeline")))));
    return table(
        "Figures whose tables are not there, and the job that fills them.",
        "figure",
        "command",
        lines);
  }
}
