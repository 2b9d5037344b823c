package polymnist.ink;

import java.util.Locale;

/**
 * A way in which ink was found.
 *
 * @param field what was taken for ink
 * @param threshold from which strength on
 * @param parts which parts of it
 */
public record InkWay(Field field, Threshold threshold, Parts parts) {

  /** What may be taken for ink. */
  public enum Field {
    /** What differs in colour from the picture's border. */
    BORDER,
    /** What is darker than the wide surroundings. */
    DARK,
    /** What is lighter than the wide surroundings. */
    LIGHT,
    /** What differs in colour from the wide surroundings. */
    COLOUR,
    /** What is darker than all that is near. */
    LOCAL_DARK,
    /** What is lighter than all that is near. */
    LOCAL_LIGHT,
    /** What is darker than the wide surroundings, but for straight lines of a page. */
    UNRULED
  }

  /** How strong ink must be. */
  public enum Threshold {
    /** As N. Otsu's threshold has it. */
    MIDDLE,
    /** Faint ink counts too. */
    LOW,
    /** Only strong ink counts. */
    HIGH
  }

  /** Which parts of the ink are taken together. */
  public enum Parts {
    /** All but specks and what the picture's border cuts. */
    ALL,
    /** One part. */
    ONE,
    /** One part and what is near it. */
    NEAR
  }

  /** Returns the same way with other parts. */
  InkWay with(Parts others) {
    return new InkWay(field, threshold, others);
  }

  /** Tells whether ink is what differs from the border. */
  public boolean fromBorder() {
    return field == Field.BORDER;
  }

  /** Tells whether faint ink counts. */
  public boolean low() {
    return threshold == Threshold.LOW;
  }

  /** Tells whether only strong ink counts. */
  public boolean high() {
    return threshold == Threshold.HIGH;
  }

  /** Tells whether it is one part. */
  public boolean alone() {
    return parts == Parts.ONE;
  }

  /** Returns the way in words, such as {@code local dark, low, near}. */
  public String text() {
    return "%s, %s, %s"
        .formatted(field, threshold, parts)
        .toLowerCase(Locale.ROOT)
        .replace('_', ' ');
  }
}
