package polymnist.report.chapter.augmentation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import polymnist.report.block.Block;
import polymnist.report.block.Block.Column;
import polymnist.report.block.Block.Gallery;
import polymnist.report.block.Block.Heading;
import polymnist.report.block.Block.Strip;
import polymnist.report.block.Block.Table;
import polymnist.report.block.Block.Tile;
import polymnist.report.block.DisplayText;
import polymnist.report.block.Pictures;
import polymnist.report.block.TableRow;
import polymnist.report.chapter.Chapter;
import polymnist.report.chapter.Study;
import polymnist.report.chapter.Study.QueryAnswer;

/** What augmentation did to the images, in figures and before and after. */
public final class AugmentationChapter implements Chapter {
  static final String POLICIES =
      """
      SELECT policy, COUNT(*) AS copies, COUNT(DISTINCT source_id) AS sources
      FROM   augmented
      GROUP  BY policy
      ORDER  BY policy
      """;

  static final String STEPS =
      """
      WITH steps AS (
        SELECT explode(steps) AS step FROM augmented
      ),
      parameters AS (
        SELECT step.kind AS kind, explode_outer(step.parameters) AS (parameter, amount) FROM steps
      )
      SELECT kind,
             parameter,
             COUNT(*)    AS copies,
             MIN(amount) AS least,
             AVG(amount) AS mean,
             MAX(amount) AS most
      FROM   parameters
      WHERE  parameter IS NULL OR parameter <> 'seed'
      GROUP  BY kind, parameter
      ORDER  BY kind, parameter
      """;

  /** A hash of the id chooses the same few sources each time, from all modalities and labels. */
  static final String BEFORE_AND_AFTER =
      """
      WITH chosen AS (
        SELECT DISTINCT source_id, md5(source_id) AS lot FROM augmented ORDER BY lot LIMIT 8
      ),
      originals AS (
        SELECT id, modality, label, image.bytes AS original
        FROM   corpus
        WHERE  id IN (SELECT source_id FROM chosen)
      ),
      copies AS (
        SELECT source_id, copy, policy, steps, image.bytes AS picture
        FROM   augmented
        WHERE  source_id IN (SELECT source_id FROM chosen)
      ),
      numbered AS (
        SELECT *, ROW_NUMBER() OVER (PARTITION BY source_id ORDER BY copy, policy) AS position
        FROM   copies
      )
      SELECT source_id, modality, label, copy, policy, steps, original, picture
      FROM   numbered JOIN originals ON originals.id = source_id
      WHERE  position <= 4
      ORDER  BY modality, label, source_id, position
      """;

  static final String SAMPLES =
      """
      SELECT sheet, name, position, source_id, steps, original, picture
      FROM   augmentation_samples
      ORDER  BY sheet, name, position
      """;

  @Override
  public String id() {
    return "augmentation";
  }

  @Override
  public String title() {
    return "Augmentation";
  }

  @Override
  public List<Block> blocks(Study study) {
    List<Block> blocks = new ArrayList<>();
    String none = "No image has a copy.";
    blocks.addAll(
        study.blocks(List.of("augmented"), POLICIES, none, AugmentationChapter::policies));
    blocks.addAll(
        study.blocks(
            List.of("augmented"), STEPS, "No copy was changed.", AugmentationChapter::steps));
    blocks.add(new Heading("Before and after"));
    blocks.addAll(
        study.blocks(
            List.of("augmented", "corpus"),
            BEFORE_AND_AFTER,
            none,
            answer -> pairs(answer, study.pictures())));
    blocks.add(new Heading("Contact sheets"));
    blocks.addAll(
        study.blocks(
            List.of("augmentation_samples"),
            SAMPLES,
            "There are no samples.",
            answer -> sheets(answer, study.pictures())));
    return blocks;
  }

  /** A strip for each kind and each policy: an image of each modality, before and after. */
  private static List<Block> sheets(QueryAnswer answer, Pictures pictures) {
    return List.of(
        sheet(answer, "kind", "Each kind of change by itself: before and after.", pictures),
        sheet(answer, "policy", "Each policy: before and after.", pictures));
  }

  private static Block sheet(QueryAnswer answer, String sheet, String caption, Pictures pictures) {
    Map<String, List<TableRow>> byName =
        answer.rows().stream()
            .filter(row -> row.text("sheet").equals(sheet))
            .collect(
                Collectors.groupingBy(
                    row -> row.text("name"), LinkedHashMap::new, Collectors.toList()));
    List<Strip> strips = new ArrayList<>();
    byName.forEach(
        (name, rows) -> {
          List<Tile> tiles = new ArrayList<>();
          for (TableRow row : rows) {
            String id = DisplayText.name(row.text("source_id"));
            String steps = steps(row.structs("steps"));
            tiles.add(new Tile(pictures.pixels(row.bytes("original"), "the image " + id), ""));
            tiles.add(new Tile(pictures.pixels(row.bytes("picture"), id + " after " + steps), ""));
          }
          strips.add(Strip.of(words(name), tiles));
        });
    return new Gallery(answer.caption(caption), "grid", strips);
  }

  private static List<Block> policies(QueryAnswer answer) {
    return List.of(
        Table.of(
            answer.caption("Copies made, by policy."),
            answer.rows(),
            Column.name("policy", "policy"),
            Column.count("copies", "copies"),
            Column.count("images copied", "sources")));
  }

  private static List<Block> steps(QueryAnswer answer) {
    return List.of(
        Table.of(
            answer.caption("What was done to the copies: each step and its parameters."),
            answer.rows(),
            Column.text("step", row -> words(row.text("kind"))),
            Column.text("parameter", row -> words(row.text("parameter"))),
            Column.count("copies", "copies"),
            Column.decimal("least", "least", 2),
            Column.decimal("mean", "mean", 2),
            Column.decimal("most", "most", 2)));
  }

  private static List<Block> pairs(QueryAnswer answer, Pictures pictures) {
    Map<String, List<TableRow>> bySource =
        TableRow.grouped(answer.rows(), row -> row.text("source_id"));
    return List.of(
        new Gallery(
            answer.caption("Images as they are, and copies of them with the steps that made them."),
            "pairs",
            bySource.values().stream().map(rows -> strip(rows, pictures)).toList()));
  }

  private static Strip strip(List<TableRow> rows, Pictures pictures) {
    TableRow source = rows.get(0);
    String id = DisplayText.name(source.text("source_id"));
    List<Tile> tiles = new ArrayList<>();
    tiles.add(
        new Tile(pictures.pixels(source.bytes("original"), "the image " + id), "the image itself"));
    for (TableRow row : rows) {
      String steps = steps(row.structs("steps"));
      String alt = String.format(Locale.ROOT, "copy %d of %s: %s", row.asLong("copy"), id, steps);
      tiles.add(new Tile(pictures.pixels(row.bytes("picture"), alt), steps));
    }
    return Strip.of(
        "%s, digit %s".formatted(DisplayText.name(source.text("modality")), source.text("label")),
        tiles);
  }

  /** Returns steps in words, such as {@code rotate (degrees −7.31), noise (deviation 4.20)}. */
  static String steps(List<TableRow> steps) {
    return steps.isEmpty()
        ? "unchanged"
        : steps.stream().map(AugmentationChapter::step).collect(Collectors.joining(", "));
  }

  private static String step(TableRow step) {
    String parameters =
        step.map("parameters").entrySet().stream()
            // A seed rebuilds the pixels and means nothing to a reader.
            .filter(entry -> !entry.getKey().equals("seed"))
            .map(
                entry ->
                    words(String.valueOf(entry.getKey()))
                        + " "
                        + DisplayText.decimal(((Number) entry.getValue()).doubleValue(), 2))
            .sorted()
            .collect(Collectors.joining(", "));
    String kind = words(step.text("kind"));
    return parameters.isEmpty() ? kind : "%s (%s)".formatted(kind, parameters);
  }

  private static String words(String name) {
    return DisplayText.name(name.replace('-', ' ').replace('_', ' '));
  }
}
