package polymnist.custom.show;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import polymnist.chance.Chance;
import polymnist.corpus.PolyMnist;
import polymnist.image.Image;

/**
 * Shows a digit as training images show theirs: inverting a random crop of each modality's photo.
 *
 * @param photos one a modality, [3,H,W]
 * @param seed of the crops, together with the picture's path
 */
public record Pasting(List<Image> photos, long seed) implements Serializable {
  public Pasting {
    photos = List.copyOf(photos);
  }

  /**
   * Returns {@code photos * crops} images [3,28,28], the same ones for the same path and copy.
   *
   * @param mask 28 x 28 grey values, 255 for ink
   * @param copy the number of the form that the digit is shown in; each gets other crops
   */
  public List<Image> images(String path, byte[] mask, int crops, int copy) {
    List<Image> images = new ArrayList<>();
    for (int photo = 0; photo < photos.size(); photo++) {
      for (int crop = copy * crops; crop < (copy + 1) * crops; crop++) {
        images.add(
            PolyMnist.paste(
                mask, photos.get(photo), Chance.generator(seed, "custom " + path, photo, crop)));
      }
    }
    return images;
  }
}
