package polymnist.custom.find;

/**
 * What was found in a picture.
 *
 * @param reason why no digit is read, or null
 * @param ink the strength of the digit's ink in the whole picture at the size at which it was
 *     searched, 0 to 1 for typical ink, or null
 * @param mask the digit as MNIST has it, 28 x 28 grey values with 255 for ink, or null
 */
public record Finding(ReadingStatus status, String reason, Grey ink, byte[] mask) {
  static Finding digit(Grey ink) {
    return new Finding(ReadingStatus.DIGIT, null, ink, MnistForm.of(ink));
  }

  /** Returns the same ink, which turned out to be no digit. */
  public Finding noDigit(String why) {
    return new Finding(ReadingStatus.NO_DIGIT, why, ink, mask);
  }

  public static Finding without(ReadingStatus status, String reason) {
    return new Finding(status, reason, null, null);
  }
}
