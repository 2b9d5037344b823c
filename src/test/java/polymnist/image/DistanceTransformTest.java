package polymnist.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DistanceTransformTest {
  /** Against all pixels looked through; columns and rows without any are among them. */
  @ParameterizedTest
  @CsvSource({"9, 14, 0.5", "14, 9, 0.1", "20, 20, 0.01", "1, 12, 0.3", "12, 1, 0.3"})
  void eachPixelHasTheDistanceToTheNearest(int height, int width, double share) {
    Random random = new Random(3);
    boolean[] mask = new boolean[height * width];
    for (int i = 0; i < mask.length; i++) {
      mask[i] = random.nextDouble() < share;
    }
    mask[mask.length / 2] = true;
    float[] distances = DistanceTransform.to(true, mask, height, width);
    for (int i = 0; i < mask.length; i++) {
      double nearest = Double.MAX_VALUE;
      for (int j = 0; j < mask.length; j++) {
        if (mask[j]) {
          nearest = Math.min(nearest, Math.hypot(i / width - j / width, i % width - j % width));
        }
      }
      assertThat(distances[i]).isCloseTo((float) nearest, within(1e-4f));
    }
  }

  @Test
  void whereThereIsNoneAllAreFar() {
    assertThat(DistanceTransform.to(true, new boolean[12], 3, 4)).containsOnly(1e6f);
  }
}
