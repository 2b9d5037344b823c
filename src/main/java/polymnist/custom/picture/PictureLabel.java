package polymnist.custom.picture;

import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is known of a picture beforehand.
 *
 * @param label 0 to 9, or null
 * @param attributes the further columns of the labels file by name, empty ones left out
 */
public record PictureLabel(Integer label, Map<String, String> attributes) implements Serializable {
  public static final PictureLabel NOTHING = new PictureLabel(null, Map.of());

  public PictureLabel {
    attributes = new TreeMap<>(attributes);
  }

  public static PictureLabel of(int label) {
    return new PictureLabel(label, Map.of());
  }
}
