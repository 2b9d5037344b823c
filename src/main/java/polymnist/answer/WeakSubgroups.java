package polymnist.answer;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Where does a network fail? The subgroups of the test images on which it is worse than on all.
 *
 * @param overall accuracy on all test images, 0 to 1
 * @param subgroups all that have images
 */
public record WeakSubgroups(double overall, List<Subgroup> subgroups) {
  private static final String SLICES =
      """
      SELECT model, training_corpus, slice, accuracy, lower, upper, n, overall, worse
      FROM   slices
      WHERE  evaluated_on = '%s'
      """;

  /** An interval of fewer images is so wide that hardly any accuracy lies below all of it. */
  private static final int FEW = 30;

  /** Of so many subgroups, one seems worse by chance in one of three studies. */
  private static final int MANY = 15;

  private static final int NAMED = 2;

  /**
   * Some of the test images.
   *
   * @param slice as tables name it, such as {@code modality=m0}
   * @param worse whether the whole interval is below the accuracy on all images
   */
  public record Subgroup(String slice, Share accuracy, boolean worse) {}

  public WeakSubgroups {
    subgroups = List.copyOf(subgroups);
  }

  /** Reads the facts of a network from {@code slices}. */
  static WeakSubgroups of(AskedTables tables, String split, String model, String corpus) {
    List<TableRow> rows =
        tables.rows("slices", SLICES.formatted(split)).stream()
            .filter(row -> row.text("model").equals(model))
            .filter(row -> row.text("training_corpus").equals(corpus))
            .toList();
    return new WeakSubgroups(
        rows.isEmpty() ? Double.NaN : rows.get(0).asDouble("overall"),
        rows.stream()
            .map(row -> new Subgroup(row.text("slice"), Share.of(row, "accuracy"), row.is("worse")))
            .toList());
  }

  /** Returns the answer. */
  public Answer answer() {
    List<Subgroup> worse =
        subgroups.stream()
            .filter(Subgroup::worse)
            .sorted(
                Comparator.<Subgroup, Double>comparing(group -> group.accuracy.value())
                    .thenComparing(Subgroup::slice))
            .toList();
    Optional<Subgroup> worst = worse.stream().findFirst();
    long most = subgroups.stream().mapToLong(group -> group.accuracy.n()).max().orElse(0);
    String number = NumberText.counted(subgroups.size(), "subgroup");
    Finding finding = Finding.WORSE;
    String sentence = "";
    if (subgroups.isEmpty()) {
      finding = Finding.NOT_MEASURED;
      sentence = "Its accuracy on subgroups of the test images was not measured.";
    } else if (worse.isEmpty() && most < FEW) {
      finding = Finding.TOO_FEW;
      sentence =
          "The largest of %s has %s, too few to show that it is worse there."
              .formatted(number, NumberText.counted(most, "test image"));
    } else if (worse.isEmpty()) {
      finding = Finding.NOT_SHOWN;
      sentence =
          "Of %s of the test images none is shown to be read worse than all.".formatted(number);
    } else {
      sentence = inWords(worse, number);
    }
    return new Answer(
        "failures",
        "Where does it fail?",
        finding,
        worst.map(group -> group.accuracy.percent() + " right").orElse(""),
        worst.map(group -> group.accuracy.detail(words(group.slice))).orElse(""),
        sentence);
  }

  private String inWords(List<Subgroup> worse, String number) {
    Share worst = worse.get(0).accuracy;
    return "It is worse on %s; on all test images it reads %s right. That is so of %s of %s%s."
        .formatted(
            worse.stream()
                .limit(NAMED)
                .map(group -> words(group.slice) + ": " + group.accuracy.inWords("image"))
                .collect(Collectors.joining(" and ")),
            NumberText.percent(overall, worst.lower(), worst.upper()),
            DisplayText.count(worse.size()),
            number,
            subgroups.size() < MANY ? "" : "; of so many, one may seem so by chance");
  }

  /** Returns a subgroup in words, such as {@code ground: darkest quarter}. */
  public static String words(String slice) {
    String[] parts = slice.split("=", 2);
    String value = parts.length > 1 ? parts[1] : "";
    return switch (parts[0]) {
      case "modality" -> "modality " + value;
      case "class" -> "digit " + value;
      case "background" -> "ground: %s quarter".formatted(value);
      case "contrast" -> "contrast: %s quarter".formatted(value);
      case "stroke" -> "strokes: %s quarter".formatted(value);
      case "readable" -> value.equals("no") ? "digits that hardly show" : "digits that show";
      default -> slice;
    };
  }
}
