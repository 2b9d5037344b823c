package polymnist.custom.picture;

import java.io.Serializable;
import polymnist.input.InputFile;

/**
 * A file in the folder of pictures.
 *
 * @param file where it is
 * @param given what is known of it beforehand
 */
public record PictureFile(InputFile file, PictureLabel given) implements Serializable {
  /** Returns the path below the folder, parts separated by {@code /}. */
  public String path() {
    return file.path();
  }

  public PictureFile withLabel(PictureLabel label) {
    return new PictureFile(file, label);
  }
}
