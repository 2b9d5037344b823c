package polymnist.image;

/**
 * Bytes that are no picture we accept; the message is the reason that the quarantine table gives.
 */
public final class UnreadableImage extends Exception {
  private static final long serialVersionUID = 1L;

  public UnreadableImage(String reason) {
    super(reason);
  }

  public UnreadableImage(String reason, Throwable cause) {
    super(reason, cause);
  }
}
