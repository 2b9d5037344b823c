package polymnist.ink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class BoundingBoxTest {
  private static final BoundingBox SQUARE = new BoundingBox(0, 0, 9, 9);

  @Test
  void halfOfABoxInAnother() {
    BoundingBox lower = new BoundingBox(5, 0, 14, 9);
    assertThat(SQUARE.shareInside(lower)).isEqualTo(0.5);
    // 50 pixels are in both, 150 in either.
    assertThat(SQUARE.overlap(lower)).isCloseTo(1 / 3.0, within(1e-12));
  }

  @Test
  void boxesApartHaveNothingInCommon() {
    BoundingBox beside = new BoundingBox(0, 10, 9, 19);
    assertThat(SQUARE.shareInside(beside)).isZero();
    assertThat(SQUARE.overlap(beside)).isZero();
    assertThat(SQUARE.overlap(new BoundingBox(20, 20, 29, 29))).isZero();
  }

  @Test
  void aBoxIsWhollyInItself() {
    assertThat(SQUARE.shareInside(SQUARE)).isEqualTo(1);
    assertThat(SQUARE.overlap(SQUARE)).isEqualTo(1);
  }
}
