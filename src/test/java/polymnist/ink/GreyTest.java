package polymnist.ink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import polymnist.image.DistanceTransform;

class GreyTest {
  private static Grey row(float... values) {
    return new Grey(1, values.length, values);
  }

  @Test
  void brightnessWeighsGreenMost() {
    Grey grey = Grey.brightness(List.of(row(200), row(100), row(50)));
    assertThat(grey.at(0, 0)).isCloseTo(0.299f * 200 + 0.587f * 100 + 0.114f * 50, within(1e-3f));
  }

  @Test
  void cellsAreWeighedByWhatTheyCover() {
    Grey cells = row(10, 20, 30).averaged(new Grey.Cells(0, 1, 1), new Grey.Cells(0, 1.5, 2));
    // (10 + 20/2) / 1.5 and (20/2 + 30) / 1.5
    assertThat(cells.values()).containsExactly(new float[] {40 / 3f, 80 / 3f}, within(1e-4f));
  }

  @Test
  void outsideCountsAsZero() {
    Grey cells = row(10).averaged(new Grey.Cells(0, 1, 1), new Grey.Cells(-1, 2, 2));
    assertThat(cells.values()).containsExactly(5, 0);
  }

  @Test
  void enlargingInterpolatesBetweenPixelCentres() {
    assertThat(row(0, 4).enlarged(2).values()).containsExactly(0, 1, 3, 4, 0, 1, 3, 4);
  }

  @Test
  void squaresAreCutAtTheEdge() {
    assertThat(Neighbourhood.mean(row(3, 6, 0), 1).values()).containsExactly(4.5f, 3, 3);
    assertThat(Neighbourhood.greatest(row(3, 6, 0, 1, 2), 1).values())
        .containsExactly(6, 6, 6, 2, 2);
    assertThat(Neighbourhood.least(row(3, 6, 0, 1, 2), 1).values()).containsExactly(3, 0, 0, 0, 1);
  }

  @Test
  void distancesAreEuclidean() {
    boolean[] mask = new boolean[12];
    mask[0] = true;
    float[] distances = DistanceTransform.to(true, mask, 3, 4);
    assertThat(distances[0]).isZero();
    assertThat(distances[3]).isEqualTo(3);
    assertThat(distances[2 * 4 + 1]).isCloseTo((float) Math.sqrt(5), within(1e-6f));
    assertThat(DistanceTransform.to(false, mask, 3, 4)[0]).isEqualTo(1);
  }

  @Test
  void otsuPartsTwoHeaps() {
    double threshold = Otsu.of(new float[] {10, 12, 11, 200, 205}, 255) * 255;
    assertThat(threshold).isBetween(12.0, 200.0);
  }
}
