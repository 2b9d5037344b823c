package polymnist.corpus;

import java.io.Serializable;
import polymnist.image.Image;
import polymnist.image.UnreadableImage;
import polymnist.image.png.Png;

/**
 * The shape of a corpus: images [channels,side,side], each of one of some classes. Whatever needs
 * to know the size of an image or the number of classes asks here.
 *
 * @param channels of an image, at least 1
 * @param side height and width of an image in pixels, at least 1
 * @param classes numbered from 0, at least 2
 */
public record CorpusShape(int channels, int side, int classes) implements Serializable {
  /** MNIST's digits on photos: [3,28,28], ten classes. */
  public static final CorpusShape POLYMNIST = new CorpusShape(3, 28, 10);

  public CorpusShape {
    if (channels < 1 || side < 1 || classes < 2) {
      throw new IllegalArgumentException(
          "a corpus has images of at least [1,1,1] in 2 classes, not [%s,%s,%s] in %s"
              .formatted(channels, side, side, classes));
    }
  }

  /** Returns the pixels of an image. */
  public int pixels() {
    return side * side;
  }

  /** Returns the samples of an image. */
  public int samples() {
    return channels * pixels();
  }

  /** Tells whether an image is of this shape. */
  public boolean fits(Image image) {
    return image.channels() == channels && image.height() == side && image.width() == side;
  }

  /**
   * Decodes a PNG of this shape; a larger one is refused before its pixels are decoded.
   *
   * @throws UnreadableImage with what is wrong with the bytes, or naming both shapes
   */
  public Image decode(byte[] png) throws UnreadableImage {
    return checked(Png.decode(png, side));
  }

  /**
   * Returns an image of this shape.
   *
   * @throws UnreadableImage when it is of another, naming both
   */
  public Image checked(Image image) throws UnreadableImage {
    if (!fits(image)) {
      throw new UnreadableImage(
          "is of the shape [%s,%s,%s], and images of the corpus are %s"
              .formatted(image.channels(), image.height(), image.width(), ofImage()));
    }
    return image;
  }

  /** Returns the shape of an image in words, such as {@code [3,28,28]}. */
  public String ofImage() {
    return "[%s,%s,%s]".formatted(channels, side, side);
  }
}
