package polymnist.custom.show;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import polymnist.image.Image;

class PastingTest {
  private static Image photo(int seed) {
    Image photo = Image.black(3, 60, 70);
    for (int i = 0; i < photo.samples().length; i++) {
      photo.samples()[i] = (byte) ((i * (31 + seed)) >> 3);
    }
    return photo;
  }

  private static final List<Image> PHOTOS = List.of(photo(1), photo(2), photo(3));

  private static byte[] mask() {
    byte[] mask = new byte[28 * 28];
    mask[28 + 1] = (byte) 255;
    mask[28 + 2] = (byte) 128;
    return mask;
  }

  private static List<Image> images(String path, long seed, int crops, int copy) {
    return new Pasting(PHOTOS, seed).images(path, mask(), crops, copy);
  }

  @Test
  void eachPhotoGivesItsCrops() {
    assertThat(images("a.png", 1, 4, 0)).hasSize(12);
  }

  @Test
  void thePathTheSeedAndTheCopyChooseTheCrops() {
    List<Image> images = images("a.png", 1, 2, 0);
    assertThat(images("a.png", 1, 2, 0)).isEqualTo(images);
    assertThat(images("b.png", 1, 2, 0)).isNotEqualTo(images);
    assertThat(images("a.png", 2, 2, 0)).isNotEqualTo(images);
    assertThat(images("a.png", 1, 2, 1)).doesNotContainAnyElementsOf(images);
  }

  @Test
  void inkInvertsTheGroundAboveTheThresholdOnly() {
    Pasting pasting = new Pasting(PHOTOS, 1);
    Image with = pasting.images("a.png", mask(), 1, 0).get(0);
    Image without = pasting.images("a.png", new byte[28 * 28], 1, 0).get(0);
    assertThat(with.at(2, 1, 1)).isEqualTo(255 - without.at(2, 1, 1));
    assertThat(with.at(2, 1, 2)).isEqualTo(without.at(2, 1, 2));
  }
}
