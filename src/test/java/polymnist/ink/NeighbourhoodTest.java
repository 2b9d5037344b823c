package polymnist.ink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Squares around each pixel, looked through one by one. */
class NeighbourhoodTest {
  private static Grey field(int height, int width) {
    Random random = new Random(height * 31L + width);
    Grey field = new Grey(height, width, new float[height * width]);
    for (int i = 0; i < field.values().length; i++) {
      // Levels that come again, as in pictures, and negative ones.
      field.values()[i] = random.nextInt(40) - 10;
    }
    return field;
  }

  private static float extreme(Grey field, int y, int x, int reach, int sign) {
    float extreme = -1_000;
    for (int v = Math.max(0, y - reach); v <= Math.min(field.height() - 1, y + reach); v++) {
      for (int u = Math.max(0, x - reach); u <= Math.min(field.width() - 1, x + reach); u++) {
        extreme = Math.max(extreme, sign * field.at(v, u));
      }
    }
    return sign * extreme;
  }

  /** The reach may be more than the field. */
  @ParameterizedTest
  @CsvSource({"1, 1, 1", "1, 9, 2", "7, 5, 0", "12, 31, 3", "16, 16, 5", "4, 6, 20"})
  void theGreatestAndLeastAreThoseOfTheSquareCutAtTheEdge(int height, int width, int reach) {
    Grey field = field(height, width);
    Grey greatest = Neighbourhood.greatest(field, reach);
    Grey least = Neighbourhood.least(field, reach);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        assertThat(greatest.at(y, x)).isEqualTo(extreme(field, y, x, reach, 1));
        assertThat(least.at(y, x)).isEqualTo(extreme(field, y, x, reach, -1));
      }
    }
  }

  /** Three in a row stay, two or one do not; at the edge the window is cut. */
  @Test
  void anOpeningKeepsWhatIsLongEnough() {
    float[] line = {0, 5, 0, 2, 2, 2, 0, 7, 7, 0, 3, 3, 3, 3, 1};
    float[] opened = new float[line.length];
    Neighbourhood.openLine(line, line.length, 1, opened);
    assertThat(opened).containsExactly(0, 0, 0, 2, 2, 2, 0, 0, 0, 0, 3, 3, 3, 3, 1);
  }
}
