package polymnist.custom;

/**
 * What was found in a picture.
 *
 * @param reason why there is no digit to read, or null
 * @param mask the digit as MNIST has it, 28 x 28 grey values with 255 for ink, or null
 */
record Finding(Status status, String reason, byte[] mask) {
  static Finding digit(byte[] mask) {
    return new Finding(Status.DIGIT, null, mask);
  }

  static Finding without(Status status, String reason) {
    return new Finding(status, reason, null);
  }
}
