package polymnist.report.chapter.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import polymnist.report.block.Block;
import polymnist.report.block.Block.Gallery;
import polymnist.report.block.Block.Heading;
import polymnist.report.block.Block.Paragraph;
import polymnist.report.block.Block.Strip;
import polymnist.report.block.Block.Tile;
import polymnist.report.block.DisplayText;
import polymnist.report.block.Pictures;
import polymnist.report.block.TableRow;
import polymnist.report.chapter.Chapter;
import polymnist.report.chapter.Study;
import polymnist.report.chapter.Study.QueryAnswer;

/**
 * What is in the corpus: sizes, balance, colours, digits, representative pictures, problems, drift,
 * the contract and the users' own questions.
 */
public final class DataChapter implements Chapter {
  private final int examples;

  public DataChapter(int examples) {
    this.examples = examples;
  }

  /** The number of examples is a whole number from the settings, so the query stays plain SQL. */
  static String representatives(int examples) {
    return String.format(
        Locale.ROOT,
        """
    SELECT modality, label, kind, rank, id, distance, image.bytes AS picture
    FROM   eda_representatives
    WHERE  rank <= %d
    ORDER  BY modality, kind DESC, rank, label
    """,
        examples);
  }

  @Override
  public String id() {
    return "data";
  }

  @Override
  public String title() {
    return "Data";
  }

  @Override
  public List<Block> blocks(Study study) {
    List<Block> blocks = new ArrayList<>();
    String empty = "The corpus has no image.";
    blocks.add(
        new Paragraph(
            "Each image shows one handwritten digit on a background; images of one kind of"
                + " background are a modality. What follows was computed from all of them."));
    blocks.addAll(CorpusFigures.blocks(study));
    blocks.add(new Heading("Representative images"));
    blocks.addAll(
        study.blocks(
            List.of("eda_representatives"),
            representatives(examples),
            empty,
            answer -> representatives(answer, study.pictures())));
    blocks.addAll(CorpusProblems.blocks(study));
    blocks.addAll(CorpusExpectations.blocks(study));
    return blocks;
  }

  private static List<Block> representatives(QueryAnswer answer, Pictures pictures) {
    Map<String, List<TableRow>> strips =
        TableRow.grouped(
            answer.rows(),
            row ->
                DisplayText.name(row.text("modality")) + ", " + DisplayText.name(row.text("kind")));
    return List.of(
        new Gallery(
            answer.caption(
                "Images of each modality, by label from left to right: the most typical, with the"
                    + " least mean distance to all images of their modality and label, random ones,"
                    + " and the least typical."),
            "grid",
            strips.entrySet().stream()
                .map(
                    strip ->
                        Strip.of(
                            strip.getKey(),
                            strip.getValue().stream()
                                .map(row -> representative(row, pictures))
                                .toList()))
                .toList()));
  }

  private static Tile representative(TableRow row, Pictures pictures) {
    String alt =
        "a %s with digit %s, %s"
            .formatted(
                DisplayText.name(row.text("kind") + " image of " + row.text("modality")),
                row.text("label"),
                DisplayText.name(row.text("id")));
    return new Tile(pictures.pixels(row.bytes("picture"), alt), "");
  }
}
