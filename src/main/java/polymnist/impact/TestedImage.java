package polymnist.impact;

import java.io.Serializable;

/**
 * An image that networks are tested on.
 *
 * @param number from 0, without gaps
 * @param source where it comes from
 * @param modality {@code m0} to {@code m4}; the photo's name for new backgrounds
 * @param cluster images of one handwritten digit share it
 * @param png the encoded image
 * @param swept whether sweeps are applied to it
 */
record TestedImage(
    int number,
    Source source,
    String modality,
    int label,
    String cluster,
    byte[] png,
    boolean swept)
    implements Serializable {
  /** A source of images. */
  enum Source {
    CORPUS,
    NEW_BACKGROUNDS,
    CUSTOM
  }
}
