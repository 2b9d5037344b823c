package polymnist.eda.similar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import polymnist.eda.measure.DigitShape;

class ReferencesTest {
  @Test
  void distancesAreThoseOfAPlainSearch() {
    SplittableRandom random = new SplittableRandom(1);
    int count = 1100;
    byte[][] shapes = new byte[count][DigitShape.SIZE];
    long[] handwriting = new long[count];
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      random.nextBytes(shapes[i]);
      handwriting[i] = i;
      labels[i] = i * 9 / count;
    }
    References references = new References(handwriting, labels, shapes);
    long[] own = {5, -1, 700, -1};
    byte[][] queries = {shapes[5], new byte[DigitShape.SIZE], shapes[700], null};

    Double[][] nearest = references.nearest(own, queries, 3);

    for (int query = 0; query < 3; query++) {
      for (int label = 0; label < 9; label++) {
        int wanted = label;
        int asked = query;
        double[] sorted =
            java.util.stream.IntStream.range(0, count)
                .filter(i -> labels[i] == wanted && handwriting[i] != own[asked])
                .mapToDouble(i -> distance(shapes[i], queries[asked]))
                .sorted()
                .toArray();
        assertThat(nearest[query][label])
            .isCloseTo(Arrays.stream(sorted).limit(3).average().orElseThrow(), within(1e-9));
      }
      assertThat(nearest[query][9]).isNull();
    }
  }

  private static double distance(byte[] a, byte[] b) {
    double squares = 0;
    for (int i = 0; i < a.length; i++) {
      squares += Math.pow((a[i] & 0xff) - (b[i] & 0xff), 2);
    }
    return Math.sqrt(squares);
  }
}
