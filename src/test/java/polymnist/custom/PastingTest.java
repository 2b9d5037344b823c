package polymnist.custom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import polymnist.corpus.Image;

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

  @Test
  void eachPhotoGivesItsCrops() {
    assertThat(new Pasting(PHOTOS, 4, 1).images("a.png", mask())).hasSize(12);
  }

  @Test
  void thePathAndTheSeedChooseTheCrops() {
    List<Image> images = new Pasting(PHOTOS, 2, 1).images("a.png", mask());
    assertThat(new Pasting(PHOTOS, 2, 1).images("a.png", mask())).isEqualTo(images);
    assertThat(new Pasting(PHOTOS, 2, 1).images("b.png", mask())).isNotEqualTo(images);
    assertThat(new Pasting(PHOTOS, 2, 2).images("a.png", mask())).isNotEqualTo(images);
  }

  @Test
  void inkInvertsTheGroundAboveTheThresholdOnly() {
    Image with = new Pasting(PHOTOS, 1, 1).images("a.png", mask()).get(0);
    Image without = new Pasting(PHOTOS, 1, 1).images("a.png", new byte[28 * 28]).get(0);
    assertThat(with.at(2, 1, 1)).isEqualTo(255 - without.at(2, 1, 1));
    assertThat(with.at(2, 1, 2)).isEqualTo(without.at(2, 1, 2));
  }

  @Test
  void answersAreCombinedByTheirLogarithms() {
    double[] combined = Pasting.combined(new double[][] {{0.8, 0.2}, {0.5, 0.5}});
    // sqrt(0.8 * 0.5) : sqrt(0.2 * 0.5) = 2 : 1
    assertThat(combined[0]).isCloseTo(2 / 3.0, within(1e-12));
    assertThat(combined[1]).isCloseTo(1 / 3.0, within(1e-12));
  }

  @Test
  void anAnswerOfZeroDoesNotDecideAlone() {
    double[] combined = Pasting.combined(new double[][] {{0, 1}, {1, 0}, {1, 0}});
    assertThat(combined[0]).isGreaterThan(0.99);
    assertThat(combined[0] + combined[1]).isCloseTo(1, within(1e-12));
  }
}
