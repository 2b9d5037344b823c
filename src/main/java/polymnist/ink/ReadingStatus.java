package polymnist.ink;

import java.util.Locale;

/** What a picture turned out to be. */
public enum ReadingStatus {
  /** One digit was found and read. */
  DIGIT,
  /** There is no ink, or ink that is no digit by its shape or by what the network says. */
  NO_DIGIT,
  /** There is more than one digit. */
  SEVERAL,
  /** The file is no picture that can be decoded. */
  UNREADABLE;

  /** Returns the word in the table {@code custom_predictions}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
