package polymnist.detector;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import polymnist.statistics.Wilson;
import polymnist.warehouse.RowType;

/**
 * How well pictures of no digit are told from those of one: each kind by a detector that was not
 * trained on it, against digits by the same detector.
 *
 * @param answers one for each picture and detector that read it
 */
public record RejectionScores(List<DrawnAnswer> answers) {
  public static final RowType<KindRow> KINDS = RowType.of(KindRow.class);

  public static final RowType<ThresholdRow> THRESHOLDS = RowType.of(ThresholdRow.class);

  /** The row that is the mean over all kinds of non-digits. */
  static final String ALL = "all";

  /** Share of the digits that are accepted where kinds are compared. */
  private static final double ACCEPTED = 0.95;

  private static final int THRESHOLD_STEPS = 20;

  /**
   * What was made of a drawn picture.
   *
   * @param kind {@link DrawnPicture#DIGIT} or the kind of non-digit
   * @param detector the name of the detector
   * @param confidence of the most probable digit, 0 where there is none or several
   * @param refused whether it was answered with no digit or several
   */
  record DrawnAnswer(String kind, String detector, double confidence, boolean refused)
      implements Serializable {}

  /**
   * How pictures of a kind are refused.
   *
   * @param kind {@link DrawnPicture#DIGIT}, a kind of non-digit, or {@link #ALL}
   * @param detector the name of the one that read them
   * @param refused share of them, 0 to 1
   * @param auroc chance that a digit has more confidence than one of them; null for digits
   * @param acceptedAt95 share of them that passes where 95 % of the digits do; null for digits
   */
  public record KindRow(
      String kind,
      String detector,
      long pictures,
      double refused,
      double lower,
      double upper,
      Double auroc,
      Double acceptedAt95)
      implements Serializable {}

  /** What a least confidence would refuse: shares of the digits and of the others, 0 to 1. */
  public record ThresholdRow(double leastConfidence, double digitsRefused, double nonDigitsRefused)
      implements Serializable {}

  /** Returns the digits, each kind, and the mean over kinds. */
  List<KindRow> kinds() {
    List<KindRow> rows = new ArrayList<>();
    List<DrawnAnswer> digits = of(DrawnPicture.DIGIT, DetectorSettings.DETECTOR);
    rows.add(row(DrawnPicture.DIGIT, DetectorSettings.DETECTOR, digits, null, null));
    double auroc = 0;
    double accepted = 0;
    Map<String, List<DrawnAnswer>> kinds = nonDigits();
    for (Map.Entry<String, List<DrawnAnswer>> kind : kinds.entrySet()) {
      String detector = kind.getValue().get(0).detector();
      List<Double> known = confidences(of(DrawnPicture.DIGIT, detector));
      List<Double> none = confidences(kind.getValue());
      double area = auroc(known, none);
      double passed = acceptedAt(ACCEPTED, known, none);
      rows.add(row(kind.getKey(), detector, kind.getValue(), area, passed));
      auroc += area / kinds.size();
      accepted += passed / kinds.size();
    }
    if (!kinds.isEmpty()) {
      List<DrawnAnswer> all = kinds.values().stream().flatMap(List::stream).toList();
      rows.add(row(ALL, "", all, auroc, accepted));
    }
    return rows;
  }

  /** Returns what other values would refuse, of digits by the detector of all kinds. */
  List<ThresholdRow> thresholds() {
    List<Double> digits = confidences(of(DrawnPicture.DIGIT, DetectorSettings.DETECTOR));
    List<Double> none =
        nonDigits().values().stream().flatMap(kind -> confidences(kind).stream()).toList();
    List<ThresholdRow> rows = new ArrayList<>();
    for (int step = 1; step < THRESHOLD_STEPS; step++) {
      double threshold = (double) step / THRESHOLD_STEPS;
      rows.add(new ThresholdRow(threshold, below(threshold, digits), below(threshold, none)));
    }
    return rows;
  }

  /** Returns what the digits and the mean over kinds come to. */
  String inWords() {
    List<KindRow> kinds = kinds();
    KindRow last = kinds.get(kinds.size() - 1);
    return String.format(
        Locale.ROOT,
        "%.1f %% of drawn digits and %.1f %% of what is none are refused",
        100 * kinds.get(0).refused(),
        100 * last.refused());
  }

  /**
   * Returns the probability that a digit has more confidence than what is none, where equal ones
   * count half: the area under the receiver operating characteristic.
   */
  static double auroc(List<Double> digits, List<Double> none) {
    double more = 0;
    for (double digit : digits) {
      for (double other : none) {
        more += digit > other ? 1 : digit == other ? 0.5 : 0;
      }
    }
    return more / digits.size() / none.size();
  }

  /** Returns the share of what is no digit that is accepted where a share of the digits is. */
  static double acceptedAt(double share, List<Double> digits, List<Double> none) {
    List<Double> sorted = digits.stream().sorted().toList();
    double threshold = sorted.get((int) Math.floor((1 - share) * sorted.size()));
    return 1 - below(threshold, none);
  }

  private static double below(double threshold, List<Double> confidences) {
    return (double) confidences.stream().filter(one -> one < threshold).count()
        / Math.max(1, confidences.size());
  }

  private Map<String, List<DrawnAnswer>> nonDigits() {
    return answers.stream()
        .filter(answer -> !answer.kind().equals(DrawnPicture.DIGIT))
        .collect(Collectors.groupingBy(DrawnAnswer::kind, TreeMap::new, Collectors.toList()));
  }

  private List<DrawnAnswer> of(String kind, String detector) {
    return answers.stream()
        .filter(answer -> answer.kind().equals(kind) && answer.detector().equals(detector))
        .toList();
  }

  private static List<Double> confidences(List<DrawnAnswer> of) {
    return of.stream().map(DrawnAnswer::confidence).toList();
  }

  private static KindRow row(
      String kind, String detector, List<DrawnAnswer> of, Double auroc, Double accepted) {
    long refused = of.stream().filter(DrawnAnswer::refused).count();
    return new KindRow(
        kind,
        detector,
        of.size(),
        (double) refused / of.size(),
        Wilson.lower(refused, of.size()),
        Wilson.upper(refused, of.size()),
        auroc,
        accepted);
  }
}
