package polymnist.answer;

/** What an answer comes to. */
public enum Finding {
  /** What the answer rests on is not there, or there is nothing to compare with. */
  NOT_MEASURED,
  ALONE,
  /** Shown to be better or to help, worse or to harm, the one here and the other there, neither. */
  BETTER,
  WORSE,
  MIXED,
  NOT_SHOWN,
  /** Too few images to show a difference. */
  TOO_FEW,
  /** Of pictures: what they show is not known; digits were read; no digit got an answer. */
  NOT_LABELLED,
  READ,
  ALL_REFUSED,
  /** Pictures without a digit were answered with one. */
  NON_DIGITS_ANSWERED
}
