package polymnist.answer;

/** What an answer comes to. */
public enum Finding {
  /** What the answer rests on is not there. */
  NOT_MEASURED,
  /** There is nothing to compare with. */
  ALONE,
  /** Shown to be better, or to help. */
  BETTER,
  /** Shown to be worse, or to harm. */
  WORSE,
  /** Better here and worse there. */
  MIXED,
  /** No difference is shown. */
  NOT_SHOWN,
  /** There are too few images to show a difference. */
  TOO_FEW,
  /** Pictures were read, but what they show is not known. */
  NOT_LABELLED,
  /** Pictures of digits were read, and none without a digit was answered. */
  READ,
  /** No picture of a digit was answered. */
  ALL_REFUSED,
  /** Pictures without a digit were answered with one. */
  NON_DIGITS_ANSWERED
}
