package polymnist.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import polymnist.report.Block.Cell;
import polymnist.report.Block.Gallery;
import polymnist.report.Block.Heading;
import polymnist.report.Block.Line;
import polymnist.report.Block.Note;
import polymnist.report.Block.Paragraph;
import polymnist.report.Block.Strip;
import polymnist.report.Block.Table;
import polymnist.report.Block.Tile;
import polymnist.report.Study.Answer;

/** What is in the corpus: sizes, balance, colours, representative pictures and problems. */
final class DataChapter implements Chapter {
  static final String RESOLUTION =
      """
      SELECT split,
             width,
             height,
             channels,
             SUM(images)                            AS images,
             COUNT(DISTINCT modality)               AS modalities,
             MIN(min_bytes)                         AS min_bytes,
             SUM(mean_bytes * images) / SUM(images) AS mean_bytes,
             MAX(max_bytes)                         AS max_bytes
      FROM   eda_resolution
      GROUP  BY split, width, height, channels
      ORDER  BY images DESC, split, width, height, channels
      LIMIT  30
      """;

  static final String BALANCE =
      """
      SELECT split, modality, label, images, share
      FROM   eda_balance
      ORDER  BY CASE split WHEN 'train' THEN 0 WHEN 'validation' THEN 1 ELSE 2 END,
                split,
                modality,
                label
      """;

  static final String MODALITIES =
      """
      SELECT modality, channel, images, mean, deviation, minimum, maximum
      FROM   eda_modalities
      ORDER  BY modality, FIND_IN_SET(channel, 'red,green,blue,grey')
      """;

  static final String CLASSES =
      """
      SELECT label, images, brightness, contrast
      FROM   eda_classes
      ORDER  BY label
      """;

  static final String PROBLEMS =
      """
      WITH examples AS (
        SELECT id, image.bytes AS picture
        FROM   corpus
        WHERE  id IN (SELECT example_id FROM eda_problems)
      )
      SELECT problem, modality, images, share, example_id, picture
      FROM   eda_problems LEFT JOIN examples ON examples.id = example_id
      ORDER  BY images DESC, problem, modality
      LIMIT  40
      """;

  static final String QUARANTINE =
      """
      SELECT reason, COUNT(*) AS files, MIN(path) AS example
      FROM   quarantine
      GROUP  BY reason
      ORDER  BY files DESC, reason
      LIMIT  20
      """;

  private final int examples;

  DataChapter(int examples) {
    this.examples = examples;
  }

  /** The number of examples is a whole number from the settings, so the query stays plain SQL. */
  static String representatives(int examples) {
    return """
    SELECT modality, label, kind, rank, id, distance, image.bytes AS picture
    FROM   eda_representatives
    WHERE  kind IN ('typical', 'atypical') AND rank <= %d
    ORDER  BY modality, kind DESC, rank, label
    """
        .formatted(examples);
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
    blocks.addAll(
        study.tell(List.of("eda_resolution"), RESOLUTION, empty, DataChapter::resolution));
    blocks.add(new Heading("Balance of the classes"));
    blocks.addAll(study.tell(List.of("eda_balance"), BALANCE, empty, DataChapter::balance));
    blocks.add(new Heading("Modalities and classes in figures"));
    blocks.addAll(
        study.tell(List.of("eda_modalities"), MODALITIES, empty, DataChapter::modalities));
    blocks.addAll(study.tell(List.of("eda_classes"), CLASSES, empty, DataChapter::classes));
    blocks.add(new Heading("Representative images"));
    blocks.addAll(
        study.tell(
            List.of("eda_representatives"),
            representatives(examples),
            empty,
            answer -> representatives(answer, study.pictures())));
    blocks.add(new Heading("Problems"));
    blocks.addAll(
        study.tell(
            List.of("eda_problems", "corpus"),
            PROBLEMS,
            "No image was examined for problems.",
            answer -> problems(answer, study.pictures())));
    blocks.addAll(
        study.tell(
            List.of("quarantine"),
            QUARANTINE,
            "No file was refused when the corpus was read.",
            DataChapter::quarantine));
    return blocks;
  }

  private static List<Block> resolution(Answer answer) {
    List<Line> lines =
        answer.rows().stream()
            .map(
                row ->
                    Line.of(
                        Shown.name(row.text("split")),
                        Cell.number("%d × %d".formatted(row.whole("width"), row.whole("height"))),
                        Cell.text(row.whole("channels") == 1 ? "grey" : "colour"),
                        Cell.number(Shown.count(row.whole("images"))),
                        Cell.number(Shown.count(row.whole("modalities"))),
                        Cell.number(Shown.bytes(row.real("min_bytes"))),
                        Cell.number(Shown.bytes(row.real("mean_bytes"))),
                        Cell.number(Shown.bytes(row.real("max_bytes")))))
            .toList();
    return List.of(
        new Table(
            answer.caption("Resolution and size of the encoded images, by split."),
            List.of(
                Cell.text("split"),
                Cell.number("pixels"),
                Cell.text("samples"),
                Cell.number("images"),
                Cell.number("modalities"),
                Cell.number("smallest"),
                Cell.number("mean"),
                Cell.number("largest")),
            lines));
  }

  private static List<Block> balance(Answer answer) {
    Map<String, Map<Long, TableRow>> byGroup = new LinkedHashMap<>();
    TreeSet<Long> labels = new TreeSet<>();
    for (TableRow row : answer.rows()) {
      String group = Shown.name(row.text("split")) + " " + Shown.name(row.text("modality"));
      byGroup.computeIfAbsent(group, key -> new LinkedHashMap<>()).put(row.whole("label"), row);
      labels.add(row.whole("label"));
    }
    List<Line> lines =
        byGroup.entrySet().stream()
            .map(group -> balanceLine(group.getKey(), group.getValue(), labels))
            .toList();
    return List.of(
        new Paragraph(spread(answer.rows(), labels.size())),
        new Table(
            answer.caption(
                "Images by split, modality and label; the deeper the shade, the further from an"
                    + " equal share."),
            header("split, modality", labels.stream().map(label -> "" + label).toList(), "all"),
            lines));
  }

  private static List<Cell> header(String head, List<String> columns, String last) {
    List<Cell> header = new ArrayList<>(List.of(Cell.text(head)));
    columns.forEach(column -> header.add(Cell.number(column)));
    header.add(Cell.number(last));
    return header;
  }

  private static Line balanceLine(String head, Map<Long, TableRow> byLabel, Set<Long> labels) {
    List<Cell> cells = new ArrayList<>();
    long all = 0;
    for (long label : labels) {
      TableRow row = byLabel.get(label);
      long images = row == null ? 0 : row.whole("images");
      double share = row == null ? 0 : row.real("share");
      double away = Math.abs(share * labels.size() - 1);
      cells.add(Cell.shaded(Shown.count(images), Shade.notable(away)));
      all += images;
    }
    cells.add(Cell.number(Shown.count(all)));
    return new Line(head, false, cells);
  }

  private static String spread(List<TableRow> rows, int labels) {
    double least = rows.stream().mapToDouble(row -> row.real("share")).min().orElse(Double.NaN);
    double most = rows.stream().mapToDouble(row -> row.real("share")).max().orElse(Double.NaN);
    return ("With %d labels an equal share is %s; the rarest label of a split and modality has %s,"
            + " the most frequent %s.")
        .formatted(labels, Shown.share(1.0 / labels), Shown.share(least), Shown.share(most));
  }

  private static List<Block> modalities(Answer answer) {
    Map<String, Map<String, TableRow>> byModality = new LinkedHashMap<>();
    List<String> channels = new ArrayList<>();
    for (TableRow row : answer.rows()) {
      String channel = row.text("channel");
      byModality
          .computeIfAbsent(Shown.name(row.text("modality")), key -> new LinkedHashMap<>())
          .put(channel, row);
      if (!channels.contains(channel)) {
        channels.add(channel);
      }
    }
    List<Line> lines = new ArrayList<>();
    byModality.forEach(
        (modality, byChannel) -> {
          List<Cell> cells = new ArrayList<>();
          for (String channel : channels) {
            TableRow row = byChannel.get(channel);
            cells.add(Cell.number(row == null ? Shown.UNKNOWN : level(row)));
          }
          long images =
              byChannel.values().stream().mapToLong(row -> row.whole("images")).max().orElse(0);
          cells.add(Cell.number(Shown.count(images)));
          lines.add(new Line(modality, false, cells));
        });
    return List.of(
        new Table(
            answer.caption(
                "Samples (0 to 255) by modality and colour: mean ± standard deviation, least and"
                    + " greatest."),
            header("modality", channels, "images"),
            lines));
  }

  private static String level(TableRow row) {
    return "%s ± %s (%s–%s)"
        .formatted(
            Shown.decimal(row.real("mean"), 1),
            Shown.decimal(row.real("deviation"), 1),
            Shown.decimal(row.real("minimum"), 0),
            Shown.decimal(row.real("maximum"), 0));
  }

  private static List<Block> classes(Answer answer) {
    return List.of(
        new Table(
            answer.caption(
                "Images of each label: mean brightness, and contrast as the mean deviation within"
                    + " an image, both in samples of 0 to 255."),
            header("label", List.of("images", "brightness"), "contrast"),
            answer.rows().stream()
                .map(
                    row ->
                        Line.of(
                            row.text("label"),
                            Cell.number(Shown.count(row.whole("images"))),
                            Cell.number(Shown.decimal(row.real("brightness"), 1)),
                            Cell.number(Shown.decimal(row.real("contrast"), 1))))
                .toList()));
  }

  private static List<Block> representatives(Answer answer, Pictures pictures) {
    Map<String, List<TableRow>> strips =
        answer.rows().stream()
            .collect(
                Collectors.groupingBy(
                    row -> Shown.name(row.text("modality")) + ", " + Shown.name(row.text("kind")),
                    LinkedHashMap::new,
                    Collectors.toList()));
    return List.of(
        new Gallery(
            answer.caption(
                "Images of each modality, by label from left to right: the most typical, nearest to"
                    + " the mean of their modality and label, and the least."),
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
                Shown.name(row.text("kind") + " image of " + row.text("modality")),
                row.text("label"),
                Shown.name(row.text("id")));
    return new Tile(pictures.pixels(row.bytes("picture"), alt), "");
  }

  private static List<Block> problems(Answer answer, Pictures pictures) {
    List<TableRow> found = answer.rows().stream().filter(row -> row.whole("images") > 0).toList();
    if (found.isEmpty()) {
      return List.of(
          new Note(
              "None found. Looked for: %s."
                  .formatted(
                      answer.rows().stream()
                          .map(row -> words(row.text("problem")))
                          .distinct()
                          .sorted()
                          .collect(Collectors.joining(", ")))));
    }
    return List.of(
        new Table(
            answer.caption("Images that should not be trusted, by modality, with an example."),
            List.of(
                Cell.text("problem"),
                Cell.text("modality"),
                Cell.number("images"),
                Cell.number("share"),
                Cell.text("example"),
                Cell.text("its id")),
            found.stream().map(row -> problem(row, pictures)).toList()));
  }

  private static Line problem(TableRow row, Pictures pictures) {
    String id = Shown.name(row.text("example_id"));
    String alt = "example of %s: %s".formatted(words(row.text("problem")), id);
    return Line.of(
        words(row.text("problem")),
        Cell.text(Shown.name(row.text("modality"))),
        Cell.number(Shown.count(row.whole("images"))),
        Cell.number(Shown.share(row.real("share"))),
        Cell.of(pictures.pixels(row.bytes("picture"), alt)),
        Cell.text(id));
  }

  private static String words(String name) {
    return Shown.name(name.replace('_', ' '));
  }

  private static List<Block> quarantine(Answer answer) {
    return List.of(
        new Table(
            answer.caption("Files that were refused when the corpus was read, by reason."),
            List.of(Cell.text("reason"), Cell.number("files"), Cell.text("example")),
            answer.rows().stream()
                .map(
                    row ->
                        Line.of(
                            Shown.name(row.text("reason")),
                            Cell.number(Shown.count(row.whole("files"))),
                            Cell.text(Shown.name(row.text("example")))))
                .toList()));
  }
}
