package polymnist.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import polymnist.report.Block.Cell;
import polymnist.report.Block.Charts;
import polymnist.report.Block.Gallery;
import polymnist.report.Block.Heading;
import polymnist.report.Block.Line;
import polymnist.report.Block.Note;
import polymnist.report.Block.Paragraph;
import polymnist.report.Block.Picture;
import polymnist.report.Block.Strip;
import polymnist.report.Block.Table;
import polymnist.report.Block.Tile;
import polymnist.report.Study.Answer;

/**
 * What is in the corpus: sizes, balance, colours, digits, representative pictures, problems, drift,
 * the contract and the users' own questions.
 */
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

  static final String BALANCE_TEST =
      """
      SELECT split, verdict, COUNT(*) AS modalities, MIN(p_value) AS p_value,
             MAX(effect_size) AS effect_size
      FROM   eda_balance_test
      WHERE  images > 0
      GROUP  BY split, verdict
      ORDER  BY split, verdict
      """;

  static final String TUPLES =
      """
      SELECT published_split,
             SUM(tuples)         AS tuples,
             SUM(complete)       AS complete,
             SUM(missing_images) AS missing_images,
             MIN(example)        AS example
      FROM   eda_tuples
      GROUP  BY published_split
      ORDER  BY published_split
      """;

  static final String HISTOGRAMS =
      """
      SELECT modality, channel, 4 * (level DIV 4) + 2 AS level, SUM(share) / 4 AS share
      FROM   eda_histograms
      GROUP  BY modality, channel, 4 * (level DIV 4) + 2
      ORDER  BY modality, channel, level
      """;

  static final String MEAN_IMAGES =
      """
      WITH usual AS (
        SELECT *,
               ROW_NUMBER() OVER (PARTITION BY modality, label ORDER BY images DESC, width, channels)
               AS place
        FROM   eda_mean_images
      )
      SELECT modality, label, images, mean_picture, deviation_picture
      FROM   usual
      WHERE  place = 1
      ORDER  BY modality, label
      """;

  static final String CLASSES =
      """
      SELECT label, images, brightness, contrast, sharpness, entropy
      FROM   eda_classes
      ORDER  BY label
      """;

  static final String DIGITS =
      """
      SELECT label, images, ink, centre_x, centre_y, stroke_width, slant, slant_deviation,
             box_width, box_height, digit_contrast
      FROM   eda_digits
      ORDER  BY label
      """;

  static final String MASKS =
      """
      SELECT modality, images, by_photo, by_estimate, compared, overlap, overlap_90
      FROM   eda_masks
      ORDER  BY modality
      """;

  static final String UNREADABLE =
      """
      WITH ranked AS (
        SELECT *,
               COUNT(*) OVER (PARTITION BY modality)                                AS images,
               ROW_NUMBER() OVER (PARTITION BY modality ORDER BY digit_contrast, id) AS place
        FROM   eda_unreadable
      )
      SELECT /*+ BROADCAST(r) */
             r.modality, r.images, r.id, r.label, r.digit_contrast, c.image.bytes AS picture
      FROM   ranked AS r JOIN corpus AS c ON r.id = c.id
      WHERE  place <= 10
      ORDER  BY r.modality, r.digit_contrast, r.id
      """;

  static final String READABLE_ACCURACY =
      """
      SELECT p.model,
             p.training_corpus,
             COUNT(*)                                             AS images,
             COUNT(u.id)                                          AS unreadable,
             AVG(CAST(p.correct AS INT))                          AS accuracy,
             AVG(CAST(p.correct AS INT)) FILTER (WHERE u.id IS NULL) AS accuracy_without,
             AVG(CAST(p.correct AS INT)) FILTER (WHERE u.id IS NOT NULL) AS accuracy_unreadable
      FROM   predictions AS p LEFT JOIN eda_unreadable AS u ON p.id = u.id
      GROUP  BY p.model, p.training_corpus
      ORDER  BY accuracy DESC, p.model, p.training_corpus
      """;

  static final String NEAR_DUPLICATES =
      """
      WITH shown AS (
        SELECT * FROM eda_near_duplicates ORDER BY difference, first_id, second_id LIMIT 8
      )
      SELECT n.*, a.image.bytes AS first_picture, b.image.bytes AS second_picture
      FROM   shown AS n
             JOIN corpus AS a ON n.first_id = a.id
             JOIN corpus AS b ON n.second_id = b.id
      ORDER  BY difference, first_id, second_id
      """;

  static final String LEAKS =
      """
      WITH shown AS (
        SELECT *, COUNT(*) OVER () AS leaks
        FROM   eda_leaks
        ORDER  BY evidence DESC, first_id, second_id
        LIMIT  8
      )
      SELECT l.*, a.image.bytes AS first_picture, b.image.bytes AS second_picture
      FROM   shown AS l
             JOIN corpus AS a ON l.first_id = a.id
             JOIN corpus AS b ON l.second_id = b.id
      ORDER  BY evidence DESC, first_id, second_id
      """;

  static final String SUSPICIOUS_LABELS =
      """
      WITH shown AS (
        SELECT *, COUNT(*) OVER () AS listed FROM eda_suspicious_labels ORDER BY rank LIMIT 30
      )
      SELECT /*+ BROADCAST(s) */ s.*, c.image.bytes AS picture
      FROM   shown AS s JOIN corpus AS c ON s.id = c.id
      ORDER  BY rank
      """;

  static final String OUTLIERS =
      """
      WITH ranked AS (
        SELECT *,
               COUNT(*) OVER (PARTITION BY measure) AS images,
               ROW_NUMBER() OVER (PARTITION BY measure ORDER BY ABS(deviations) DESC, id) AS place
        FROM   eda_outliers
      )
      SELECT /*+ BROADCAST(r) */ r.*, c.image.bytes AS picture
      FROM   ranked AS r JOIN corpus AS c ON r.id = c.id
      WHERE  place <= 8
      ORDER  BY r.measure, place
      """;

  static final String DRIFT =
      """
      SELECT comparison, rank, column, first_images, second_images, first_mean, second_mean,
             effect_size, ks, psi, verdict
      FROM   eda_drift
      ORDER  BY comparison, rank
      """;

  static final String CONTRACT =
      """
      SELECT expectation, expects, found, most, holds, message
      FROM   eda_contract
      ORDER  BY holds, expectation
      """;

  static final String QUESTIONS =
      """
      SELECT question, file, description, own, answered, rows, line, message
      FROM   eda_questions
      ORDER  BY answered, question
      """;

  static final String ANSWERS =
      """
      SELECT question, row, columns, values
      FROM   eda_answers
      WHERE  row <= 20
      ORDER  BY question, row
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
    WHERE  rank <= %d
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
    Pictures pictures = study.pictures();
    blocks.add(new Heading("Balance of the classes"));
    blocks.addAll(study.tell(List.of("eda_balance"), BALANCE, empty, DataChapter::balance));
    blocks.addAll(
        study.tell(List.of("eda_balance_test"), BALANCE_TEST, empty, DataChapter::balanceTest));
    blocks.addAll(study.tell(List.of("eda_tuples"), TUPLES, empty, DataChapter::tuples));
    blocks.add(new Heading("Modalities and classes in figures"));
    blocks.addAll(
        study.tell(List.of("eda_modalities"), MODALITIES, empty, DataChapter::modalities));
    blocks.addAll(
        study.tell(
            List.of("eda_histograms"),
            HISTOGRAMS,
            empty,
            answer -> histograms(answer, study.plots())));
    blocks.addAll(study.tell(List.of("eda_classes"), CLASSES, empty, DataChapter::classes));
    blocks.addAll(
        study.tell(
            List.of("eda_mean_images"),
            MEAN_IMAGES,
            "No image is small enough for a mean image.",
            answer -> meanImages(answer, pictures)));
    blocks.add(new Heading("The digits"));
    blocks.addAll(
        study.tell(
            List.of("eda_digits"),
            DIGITS,
            "No digit was found on any image.",
            DataChapter::digits));
    blocks.addAll(study.tell(List.of("eda_masks"), MASKS, empty, DataChapter::masks));
    blocks.add(new Heading("Representative images"));
    blocks.addAll(
        study.tell(
            List.of("eda_representatives"),
            representatives(examples),
            empty,
            answer -> representatives(answer, pictures)));
    blocks.addAll(problems(study, pictures));
    blocks.add(new Heading("Drift"));
    blocks.addAll(
        study.tell(
            List.of("eda_drift"),
            DRIFT,
            "No two sets of images with a value in common were compared.",
            DataChapter::drift));
    blocks.add(new Heading("Contract"));
    blocks.addAll(
        study.tell(
            List.of("eda_contract"), CONTRACT, "Nothing is expected.", DataChapter::contract));
    blocks.add(new Heading("Questions of one's own"));
    blocks.addAll(
        study.tell(
            List.of("eda_questions"), QUESTIONS, "No question was asked.", DataChapter::questions));
    blocks.addAll(
        study.tell(
            List.of("eda_answers"),
            ANSWERS,
            "There is no question but the project's: put a file NAME.sql into jobs/eda.",
            DataChapter::answers));
    return blocks;
  }

  private static List<Block> problems(Study study, Pictures pictures) {
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Heading("Problems"));
    blocks.addAll(
        study.tell(
            List.of("eda_problems", "corpus"),
            PROBLEMS,
            "No image was examined for problems.",
            answer -> problems(answer, pictures)));
    blocks.addAll(
        study.tell(
            List.of("quarantine"),
            QUARANTINE,
            "No file was refused when the corpus was read.",
            DataChapter::quarantine));
    blocks.addAll(
        study.tell(
            List.of("eda_unreadable", "corpus"),
            UNREADABLE,
            "On every image the digit stands out from its background.",
            answer -> unreadable(answer, pictures)));
    blocks.addAll(
        study.tell(
            List.of("predictions", "eda_unreadable"),
            READABLE_ACCURACY,
            "No network was judged.",
            DataChapter::readableAccuracy));
    blocks.addAll(
        study.tell(
            List.of("eda_suspicious_labels", "corpus"),
            SUSPICIOUS_LABELS,
            "No label is suspicious.",
            answer -> suspiciousLabels(answer, pictures)));
    blocks.addAll(
        study.tell(
            List.of("eda_near_duplicates", "corpus"),
            NEAR_DUPLICATES,
            "No two images are nearly the same.",
            answer -> nearDuplicates(answer, pictures)));
    blocks.addAll(
        study.tell(
            List.of("eda_leaks", "corpus"),
            LEAKS,
            "No handwriting was found in two splits.",
            answer -> leaks(answer, pictures)));
    blocks.addAll(
        study.tell(
            List.of("eda_outliers", "corpus"),
            OUTLIERS,
            "No image is unlike all others of its modality.",
            answer -> outliers(answer, pictures)));
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
                "Images of each label: mean brightness, contrast as the mean deviation within an"
                    + " image, and sharpness as that of its Laplacian, in samples of 0 to 255;"
                    + " entropy of the luminance in bits."),
            header("label", List.of("images", "brightness", "contrast", "sharpness"), "entropy"),
            answer.rows().stream()
                .map(
                    row ->
                        Line.of(
                            row.text("label"),
                            Cell.number(Shown.count(row.whole("images"))),
                            Cell.number(Shown.decimal(row.real("brightness"), 1)),
                            Cell.number(Shown.decimal(row.real("contrast"), 1)),
                            Cell.number(Shown.decimal(row.real("sharpness"), 1)),
                            Cell.number(Shown.decimal(row.real("entropy"), 2))))
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

  private static List<Block> balanceTest(Answer answer) {
    return List.of(
        new Table(
            answer.caption(
                "Pearson's chi-squared test of equally frequent labels, modality by modality: the"
                    + " least p-value, and the greatest effect (w: 0.1 is small, 0.3 medium)."),
            List.of(
                Cell.text("split"),
                Cell.text("verdict"),
                Cell.number("modalities"),
                Cell.number("p-value"),
                Cell.number("effect")),
            answer.rows().stream()
                .map(
                    row ->
                        Line.of(
                            Shown.name(row.text("split")),
                            Cell.text(row.text("verdict")),
                            Cell.number(Shown.count(row.whole("modalities"))),
                            Cell.number(Shown.pValue(row.real("p_value"))),
                            Cell.number(Shown.decimal(row.real("effect_size"), 3))))
                .toList()));
  }

  private static List<Block> tuples(Answer answer) {
    return List.of(
        new Table(
            answer.caption(
                "Tuples: one image a modality for each label and index of a published split."),
            List.of(
                Cell.text("published split"),
                Cell.number("tuples"),
                Cell.number("complete"),
                Cell.number("missing images"),
                Cell.text("an incomplete one")),
            answer.rows().stream()
                .map(
                    row ->
                        Line.of(
                            Shown.name(row.text("published_split")),
                            Cell.number(Shown.count(row.whole("tuples"))),
                            Cell.number(Shown.count(row.whole("complete"))),
                            Cell.number(Shown.count(row.whole("missing_images"))),
                            Cell.text(Shown.name(row.text("example")))))
                .toList()));
  }

  private static List<Block> histograms(Answer answer, Plots plots) {
    Map<String, Map<String, List<TableRow>>> byModality =
        answer.rows().stream()
            .collect(
                Collectors.groupingBy(
                    row -> Shown.name(row.text("modality")),
                    LinkedHashMap::new,
                    Collectors.groupingBy(
                        row -> row.text("channel"), LinkedHashMap::new, Collectors.toList())));
    List<Picture> drawn =
        byModality.entrySet().stream()
            .map(
                modality ->
                    plots.lines(
                        "Samples of " + modality.getKey(),
                        "sample",
                        "share",
                        modality.getValue().entrySet().stream()
                            .map(
                                channel ->
                                    new Plots.Curve(
                                        channel.getKey(),
                                        colour(channel.getKey()),
                                        false,
                                        channel.getValue().stream()
                                            .map(row -> row.real("level"))
                                            .toList(),
                                        channel.getValue().stream()
                                            .map(row -> row.real("share"))
                                            .toList()))
                            .toList(),
                        "histogram of the samples of modality %s, by colour channel"
                            .formatted(modality.getKey())))
            .toList();
    return List.of(
        new Charts(
            answer.caption(
                "How often each sample value occurs, by modality and colour channel: the share of"
                    + " the channel's samples, averaged over four values."),
            drawn));
  }

  /** The colour of the plots that is nearest to the channel's. */
  private static int colour(String channel) {
    return switch (channel) {
      case "red" -> 1;
      case "green" -> 2;
      case "blue" -> 0;
      default -> 3;
    };
  }

  private static List<Block> meanImages(Answer answer, Pictures pictures) {
    Map<String, List<TableRow>> byModality =
        answer.rows().stream()
            .collect(
                Collectors.groupingBy(
                    row -> Shown.name(row.text("modality")),
                    LinkedHashMap::new,
                    Collectors.toList()));
    List<Strip> strips = new ArrayList<>();
    byModality.forEach(
        (modality, rows) -> {
          strips.add(strip(modality + ", mean", rows, "mean_picture", pictures));
          strips.add(strip(modality + ", deviation", rows, "deviation_picture", pictures));
        });
    return List.of(
        new Gallery(
            answer.caption(
                "The mean of all images of a modality and label, by label from left to right, and"
                    + " twice their standard deviation: where it is bright, images differ."),
            "grid",
            strips));
  }

  private static Strip strip(String title, List<TableRow> rows, String column, Pictures pictures) {
    return Strip.of(
        title,
        rows.stream()
            .map(
                row ->
                    new Tile(
                        pictures.pixels(
                            row.bytes(column), title + " of digit " + row.text("label")),
                        ""))
            .toList());
  }

  private static List<Block> digits(Answer answer) {
    return List.of(
        new Table(
            answer.caption(
                "How each digit is written: means over its images. Lengths are in pixels, slant in"
                    + " degrees to the right with its standard deviation; contrast is between ink"
                    + " and the ground around it, in samples of 0 to 255."),
            header(
                "label",
                List.of("images", "ink", "centre", "stroke width", "slant", "box"),
                "contrast"),
            answer.rows().stream()
                .map(
                    row ->
                        Line.of(
                            row.text("label"),
                            Cell.number(Shown.count(row.whole("images"))),
                            Cell.number(Shown.share(row.real("ink"))),
                            Cell.number(
                                Shown.decimal(row.real("centre_x"), 1)
                                    + ", "
                                    + Shown.decimal(row.real("centre_y"), 1)),
                            Cell.number(Shown.decimal(row.real("stroke_width"), 2)),
                            Cell.number(
                                Shown.decimal(row.real("slant"), 1)
                                    + " ± "
                                    + Shown.decimal(row.real("slant_deviation"), 1)),
                            Cell.number(
                                Shown.decimal(row.real("box_width"), 1)
                                    + " × "
                                    + Shown.decimal(row.real("box_height"), 1)),
                            Cell.number(Shown.decimal(row.real("digit_contrast"), 1))))
                .toList()));
  }

  private static List<Block> masks(Answer answer) {
    return List.of(
        new Table(
            answer.caption(
                "How the pixels of ink were told from the ground: exactly, where the crop of the"
                    + " photo was found, else estimated from the image. How good the estimate is,"
                    + " is measured where the exact mask is known: the overlap of both"
                    + " (intersection over union), its mean and how often it is at least 0.9."),
            header(
                "modality",
                List.of("images", "exact", "estimated", "compared", "mean overlap"),
                "at least 0.9"),
            answer.rows().stream()
                .map(
                    row ->
                        Line.of(
                            Shown.name(row.text("modality")),
                            Cell.number(Shown.count(row.whole("images"))),
                            Cell.number(Shown.count(row.whole("by_photo"))),
                            Cell.number(Shown.count(row.whole("by_estimate"))),
                            Cell.number(Shown.count(row.whole("compared"))),
                            Cell.number(Shown.decimal(row.real("overlap"), 3)),
                            Cell.number(Shown.share(row.real("overlap_90")))))
                .toList()));
  }

  private static List<Block> unreadable(Answer answer, Pictures pictures) {
    Map<String, List<TableRow>> byModality =
        answer.rows().stream()
            .collect(
                Collectors.groupingBy(
                    row ->
                        "%s: %s unreadable"
                            .formatted(
                                Shown.name(row.text("modality")), Shown.count(row.whole("images"))),
                    LinkedHashMap::new,
                    Collectors.toList()));
    return List.of(
        new Gallery(
            answer.caption(
                "Images whose digit hardly stands out from its background, the least first, each"
                    + " with its label."),
            "grid",
            byModality.entrySet().stream()
                .map(
                    strip ->
                        Strip.of(
                            strip.getKey(),
                            strip.getValue().stream()
                                .map(row -> tile(row, "picture", row.text("label"), pictures))
                                .toList()))
                .toList()));
  }

  private static Tile tile(TableRow row, String column, String words, Pictures pictures) {
    return new Tile(pictures.pixels(row.bytes(column), Shown.name(row.text("id"))), words);
  }

  private static List<Block> readableAccuracy(Answer answer) {
    return List.of(
        new Table(
            answer.caption(
                "Accuracy on all judged images, without the unreadable ones, and on these alone."),
            List.of(
                Cell.text("network"),
                Cell.number("images"),
                Cell.number("unreadable"),
                Cell.number("on all"),
                Cell.number("without unreadable"),
                Cell.number("on unreadable")),
            answer.rows().stream()
                .map(
                    row ->
                        Line.of(
                            Shown.network(row.text("model"), row.text("training_corpus")),
                            Cell.number(Shown.count(row.whole("images"))),
                            Cell.number(Shown.count(row.whole("unreadable"))),
                            Cell.number(Shown.accuracy(row.real("accuracy"))),
                            Cell.number(Shown.accuracy(row.real("accuracy_without"))),
                            Cell.number(Shown.accuracy(row.real("accuracy_unreadable")))))
                .toList()));
  }

  private static List<Block> suspiciousLabels(Answer answer, Pictures pictures) {
    return List.of(
        new Gallery(
            answer.caption(
                "Labels that may be wrong, the most suspicious first of %s that are listed: the"
                        .formatted(Shown.count(answer.rows().get(0).whole("listed")))
                    + " label, and the one that the handwriting's other images or its nearest"
                    + " neighbours have."),
            "grid",
            List.of(
                Strip.of(
                    "",
                    answer.rows().stream()
                        .map(
                            row ->
                                tile(
                                    row,
                                    "picture",
                                    row.text("label") + " or " + row.text("suggested") + "?",
                                    pictures))
                        .toList()))));
  }

  private static List<Block> nearDuplicates(Answer answer, Pictures pictures) {
    return List.of(
        new Gallery(
            answer.caption(
                "Images that are nearly the same, and the root mean square of their difference."),
            "pairs",
            answer.rows().stream()
                .map(
                    row ->
                        pair(
                            row,
                            "moved by %d, %d; difference %s"
                                .formatted(
                                    row.whole("shift_x"),
                                    row.whole("shift_y"),
                                    Shown.decimal(row.real("difference"), 1)),
                            pictures))
                .toList()));
  }

  private static List<Block> leaks(Answer answer, Pictures pictures) {
    return List.of(
        new Paragraph(
            "%s pairs of splits share a handwriting; what was learnt from one tells the other."
                .formatted(Shown.count(answer.rows().get(0).whole("leaks")))),
        new Gallery(
            answer.caption("The same handwriting in two splits."),
            "pairs",
            answer.rows().stream()
                .map(
                    row ->
                        pair(
                            row,
                            "%s in %s and %s"
                                .formatted(
                                    row.text("evidence"),
                                    Shown.name(row.text("first_split")),
                                    Shown.name(row.text("second_split"))),
                            pictures))
                .toList()));
  }

  private static Strip pair(TableRow row, String words, Pictures pictures) {
    return new Strip(
        "",
        words,
        "",
        List.of(
            new Tile(
                pictures.pixels(row.bytes("first_picture"), Shown.name(row.text("first_id"))), ""),
            new Tile(
                pictures.pixels(row.bytes("second_picture"), Shown.name(row.text("second_id"))),
                "")));
  }

  private static List<Block> outliers(Answer answer, Pictures pictures) {
    Map<String, List<TableRow>> byMeasure =
        answer.rows().stream()
            .collect(
                Collectors.groupingBy(
                    row ->
                        "%s: %s"
                            .formatted(
                                words(row.text("measure")), Shown.count(row.whole("images"))),
                    LinkedHashMap::new,
                    Collectors.toList()));
    return List.of(
        new Gallery(
            answer.caption(
                "Images unlike all others of their modality, by measure: how many there are, the"
                    + " farthest first, and how many standard deviations each lies from the mean."),
            "grid",
            byMeasure.entrySet().stream()
                .map(
                    strip ->
                        Strip.of(
                            strip.getKey(),
                            strip.getValue().stream()
                                .map(
                                    row ->
                                        tile(
                                            row,
                                            "picture",
                                            Shown.decimal(row.real("deviations"), 1),
                                            pictures))
                                .toList()))
                .toList()));
  }

  private static List<Block> drift(Answer answer) {
    return answer.rows().stream()
        .collect(
            Collectors.groupingBy(
                row -> row.text("comparison"), LinkedHashMap::new, Collectors.toList()))
        .entrySet()
        .stream()
        .<Block>map(comparison -> drift(answer, comparison.getKey(), comparison.getValue()))
        .toList();
  }

  private static Table drift(Answer answer, String comparison, List<TableRow> rows) {
    return new Table(
        answer.caption(
            "%s: how far the second set has moved from the first, the greatest difference first. The"
                    .formatted(words(comparison.replace('-', ' ')))
                + " effect is the difference of the means in standard deviations, KS the greatest"
                + " difference of the cumulative shares, PSI the population stability index: below"
                + " 0.1 is stable, from 0.25 on shifted."),
        header("column", List.of("first mean", "second mean", "effect", "KS", "PSI"), "verdict"),
        rows.stream()
            .map(
                row ->
                    new Line(
                        words(row.text("column")),
                        row.text("verdict").equals("shifted"),
                        List.of(
                            Cell.number(Shown.decimal(row.real("first_mean"), 2)),
                            Cell.number(Shown.decimal(row.real("second_mean"), 2)),
                            Cell.number(Shown.decimal(row.real("effect_size"), 3)),
                            Cell.number(Shown.decimal(row.real("ks"), 3)),
                            Cell.number(Shown.decimal(row.real("psi"), 3)),
                            Cell.text(row.has("verdict") ? row.text("verdict") : Shown.UNKNOWN))))
            .toList());
  }

  private static List<Block> contract(Answer answer) {
    return List.of(
        new Table(
            answer.caption("What is expected of the corpus, and what was found."),
            List.of(
                Cell.text("expectation"),
                Cell.text("rule"),
                Cell.number("found"),
                Cell.number("at most"),
                Cell.text("")),
            answer.rows().stream()
                .map(
                    row ->
                        new Line(
                            words(row.text("expectation").replace('-', ' ')),
                            !row.is("holds"),
                            List.of(
                                Cell.text(row.text("expects")),
                                Cell.number(number(row.real("found"))),
                                Cell.number(number(row.real("most"))),
                                Cell.text(
                                    row.has("message")
                                        ? Shown.name(row.text("message"))
                                        : row.is("holds") ? "holds" : "broken"))))
                .toList()));
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Shown.count((long) value)
        : Shown.decimal(value, 4);
  }

  private static List<Block> questions(Answer answer) {
    List<TableRow> refused = answer.rows().stream().filter(row -> !row.is("answered")).toList();
    Paragraph asked =
        new Paragraph(
            "%d questions were asked, each an SQL file; %d have no answer."
                .formatted(answer.rows().size(), refused.size()));
    if (refused.isEmpty()) {
      return List.of(asked);
    }
    return List.of(
        asked,
        new Table(
            answer.caption("Questions that Spark refused."),
            List.of(Cell.text("question"), Cell.number("line"), Cell.text("what is wrong")),
            refused.stream()
                .map(
                    row ->
                        Line.of(
                            Shown.name(row.text("question")),
                            Cell.number(row.text("line")),
                            Cell.text(row.text("message"))))
                .toList()));
  }

  private static List<Block> answers(Answer answer) {
    return answer.rows().stream()
        .collect(
            Collectors.groupingBy(
                row -> row.text("question"), LinkedHashMap::new, Collectors.toList()))
        .entrySet()
        .stream()
        .<Block>map(
            question ->
                new Table(
                    answer.caption(
                        "The first rows of %s.".formatted(Shown.name(question.getKey()))),
                    question.getValue().get(0).texts("columns").stream()
                        .map(column -> Cell.text(Shown.name(column)))
                        .toList(),
                    question.getValue().stream().map(DataChapter::answered).toList()))
        .toList();
  }

  private static Line answered(TableRow row) {
    List<String> values = row.texts("values");
    return new Line(
        Shown.name(values.get(0)),
        false,
        values.stream().skip(1).map(value -> Cell.text(Shown.name(value))).toList());
  }
}
