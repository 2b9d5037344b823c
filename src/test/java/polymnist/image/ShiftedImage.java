package polymnist.image;

/** An image that is moved by a pixel; its edge is repeated. */
public final class ShiftedImage {
  private ShiftedImage() {}

  /**
   * Moves an image.
   *
   * @param direction 1 to 8, row by row: 1 is up and to the left, 8 down and to the right
   */
  public static Image of(Image image, int direction) {
    int cell = direction <= 4 ? direction - 1 : direction;
    Image shifted = Image.black(image.channels(), image.height(), image.width());
    for (int i = 0; i < shifted.samples().length; i++) {
      int x = i % image.width() - (cell % 3 - 1);
      int y = i / image.width() % image.height() - (cell / 3 - 1);
      shifted.samples()[i] =
          (byte)
              image.at(
                  i / (image.width() * image.height()),
                  Math.max(0, Math.min(image.height() - 1, y)),
                  Math.max(0, Math.min(image.width() - 1, x)));
    }
    return shifted;
  }
}
