package polymnist.custom.picture;

import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is known of a picture beforehand.
 *
 * @param label 0 to 9, or null
 * @param showsDigit whether it shows a digit, or null where that is not known
 * @param attributes the further columns of the labels file by name, empty ones left out
 */
public record PictureLabel(Integer label, Boolean showsDigit, Map<String, String> attributes)
    implements Serializable {
  public static final PictureLabel NOTHING = new PictureLabel(null, null, Map.of());

  public PictureLabel {
    if (label != null && !Boolean.TRUE.equals(showsDigit)) {
      throw new IllegalArgumentException("what is labelled %s shows a digit".formatted(label));
    }
    attributes = new TreeMap<>(attributes);
  }

  public static PictureLabel of(int label) {
    return new PictureLabel(label, true, Map.of());
  }
}
