package polymnist.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How often intervals that say 95 % hold the truth. */
class CoverageTest {
  private static final int DIGITS = 500;
  private static final int VIEWS = 5;

  /**
   * Views of a digit are right with probability {@code share}; each takes the answer of its digit,
   * or one of its own, so that two of them correlate as asked.
   */
  @ParameterizedTest
  @CsvSource({
    "0.98, 0", "0.98, 0.1", "0.98, 0.2", "0.98, 0.4",
    "0.9, 0", "0.9, 0.1", "0.9, 0.2", "0.9, 0.4",
    "0.5, 0", "0.5, 0.4"
  })
  void accuracyOfViewsOfDigits(double share, double correlation) {
    SplittableRandom random = new SplittableRandom(7);
    int studies = 2_000;
    int held = 0;
    for (int study = 0; study < studies; study++) {
      DesignEffect effect = new DesignEffect();
      long right = 0;
      for (int digit = 0; digit < DIGITS; digit++) {
        boolean known = random.nextDouble() < share;
        for (int view = 0; view < VIEWS; view++) {
          boolean own = random.nextDouble() < share;
          boolean hit = random.nextDouble() < Math.sqrt(correlation) ? known : own;
          effect.add(digit, hit ? 1 : 0);
          right += hit ? 1 : 0;
        }
      }
      double design = effect.value();
      held +=
          Wilson.lower(right, DIGITS * VIEWS, design) <= share
                  && Wilson.upper(right, DIGITS * VIEWS, design) >= share
              ? 1
              : 0;
    }
    assertThat(held / (double) studies).isBetween(0.93, 0.975);
  }

  /** Two networks that differ where either has a weakness that its digits have in all views. */
  @ParameterizedTest
  @CsvSource({"0", "0.1", "0.2", "0.4"})
  void differenceOfTwoNetworksOnViewsOfDigits(double correlation) {
    SplittableRandom random = new SplittableRandom(8);
    int studies = 2_000;
    int held = 0;
    for (int study = 0; study < studies; study++) {
      DesignEffect effect = new DesignEffect();
      long lost = 0;
      long won = 0;
      for (int digit = 0; digit < DIGITS; digit++) {
        int known = gain(random);
        for (int view = 0; view < VIEWS; view++) {
          int own = gain(random);
          int gain = random.nextDouble() < Math.sqrt(correlation) ? known : own;
          effect.add(digit, gain);
          lost += gain < 0 ? 1 : 0;
          won += gain > 0 ? 1 : 0;
        }
      }
      PairedTest test = new PairedTest(lost, won, DIGITS * VIEWS, effect.value());
      held += test.lower() <= 0.02 && test.upper() >= 0.02 ? 1 : 0;
    }
    assertThat(held / (double) studies).isBetween(0.93, 0.975);
  }

  /** Won on 4 % of the images, lost on 2 %. */
  private static int gain(SplittableRandom random) {
    double at = random.nextDouble();
    return at < 0.04 ? 1 : at < 0.06 ? -1 : 0;
  }

  /**
   * Each seed has an effect of its own on all images, and each handwriting one on all seeds, the
   * first as large as said by the ratio of the error of the mean over handwritings to the spread of
   * seeds. With one seed the truth is the mean over handwritings of this very pair of networks.
   */
  @ParameterizedTest
  @CsvSource({
    "1, 0.5", "1, 1", "1, 2", "2, 0", "2, 0.3", "2, 0.5", "2, 1", "2, 2", "3, 0", "3, 0.2",
    "3, 0.5", "3, 1", "3, 2", "5, 0", "5, 0.2", "5, 0.5", "5, 1", "5, 2"
  })
  void differenceOfSeveralSeeds(int seeds, double ratio) {
    SplittableRandom random = new SplittableRandom(9);
    int studies = 2_000;
    int held = 0;
    int digits = 1_000;
    int[] sizes = new int[digits];
    java.util.Arrays.fill(sizes, 1_000);
    // In images of a digit. What digits have on their own averages out.
    double spread = 20;
    double ofDigits = Math.sqrt(digits) * ratio * spread;
    for (int study = 0; study < studies; study++) {
      double[] handwriting = new double[digits];
      for (int i = 0; i < digits; i++) {
        handwriting[i] = ofDigits * random.nextGaussian();
      }
      int[][] gains = new int[seeds][digits];
      double truth = 0;
      for (int seed = 0; seed < seeds; seed++) {
        double own = spread * random.nextGaussian();
        truth = seeds == 1 ? own / sizes[0] : 0;
        for (int i = 0; i < digits; i++) {
          gains[seed][i] = (int) Math.round(own + handwriting[i]);
        }
      }
      double squares = 0;
      for (int i = 0; i < digits; i++) {
        double mean = 0;
        for (int[] gain : gains) {
          mean += gain[i] / (double) seeds;
        }
        squares += mean * mean / sizes[i];
      }
      MeanDifference difference = MeanDifference.of(gains, sizes, squares);
      held += difference.lower() <= truth && difference.upper() >= truth ? 1 : 0;
    }
    assertThat(held / (double) studies).isBetween(0.93, 0.975);
  }

  /** The probability is that of the interval: it is 5 % where one end is zero. */
  @ParameterizedTest
  @CsvSource({"1, 0", "2, 0.9", "2, 0.1", "3, 0.5", "5, 1"})
  void theProbabilitySaysWhatTheIntervalDoes(int seeds, double seedShare) {
    double half = new MeanDifference(0, 0.01, seedShare, seeds).upper();
    assertThat(new MeanDifference(half, 0.01, seedShare, seeds).probability())
        .isCloseTo(0.05, within(1e-9));
    assertThat(new MeanDifference(0, 0.01, seedShare, seeds).probability())
        .isCloseTo(1, within(1e-9));
  }
}
