package polymnist.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import polymnist.image.Image;

class SurroundingsTest {
  /** Of 28 x 28 pixels the inner 20 x 20 are white: 400 of 784. */
  @Test
  void theFrameIsMeasuredApartFromTheDigit() {
    byte[] samples = new byte[3 * 28 * 28];
    java.util.Arrays.fill(samples, (byte) 50);
    for (int channel = 0; channel < 3; channel++) {
      for (int y = 4; y < 24; y++) {
        for (int x = 4; x < 24; x++) {
          samples[(channel * 28 + y) * 28 + x] = (byte) 250;
        }
      }
    }
    Surroundings surroundings = Surroundings.of(new Image(3, 28, 28, samples));
    assertThat(surroundings.brightness()).isEqualTo(50);
    double share = 400 / 784.0;
    assertThat(surroundings.contrast())
        .isEqualTo(200 * Math.sqrt(share * (1 - share)), within(1e-9));
  }

  @Test
  void anEvenImageHasNoContrast() {
    Surroundings surroundings = Surroundings.of(Image.black(3, 2, 2));
    assertThat(surroundings.brightness()).isZero();
    assertThat(surroundings.contrast()).isZero();
  }
}
