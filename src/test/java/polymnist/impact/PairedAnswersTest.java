package polymnist.impact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import polymnist.statistics.MeanDifference;
import polymnist.statistics.PairedTest;

class PairedAnswersTest {
  /** Returns one network's answers: 1 for right. */
  private static boolean[] right(String answers) {
    boolean[] right = new boolean[answers.length()];
    for (int i = 0; i < right.length; i++) {
      right[i] = answers.charAt(i) == '1';
    }
    return right;
  }

  private static String[] apart(int images) {
    return IntStream.range(0, images).mapToObj(i -> "digit " + i).toArray(String[]::new);
  }

  private static PairedAnswers pair(String without, String with) {
    return new PairedAnswers(
        new boolean[][] {right(without)}, new boolean[][] {right(with)}, apart(without.length()));
  }

  @Test
  void discordantImagesAreCounted() {
    PairedAnswers pairs = pair("1000000000", "0111111110");
    assertThat(pairs.effect().onlyWithout()).isEqualTo(1);
    assertThat(pairs.effect().onlyWith()).isEqualTo(8);
  }

  @Test
  void anImageIsRightWhereMostSeedsAre() {
    PairedAnswers pairs =
        new PairedAnswers(
            new boolean[][] {right("1100"), right("1000"), right("0000")},
            new boolean[][] {right("1011"), right("0011"), right("1010")},
            apart(4));
    // Without: right on the first alone. With: on the first, third and fourth.
    assertThat(pairs.effect().onlyWithout()).isZero();
    assertThat(pairs.effect().onlyWith()).isEqualTo(2);
    assertThat(pairs.effect().accuracyWithout()).isEqualTo(3 / 12.0);
    assertThat(pairs.effect().accuracyWith()).isEqualTo(7 / 12.0);
  }

  /** Of one seed and images of their own, as of two networks: Agresti and Min's. */
  @Test
  void ofOneSeedItIsThePairedInterval() {
    String without = "1".repeat(40) + "0".repeat(80) + "1".repeat(280);
    String with = "0".repeat(40) + "1".repeat(80) + "1".repeat(280);
    MeanDifference difference = pair(without, with).difference();
    PairedTest test = new PairedTest(40, 80, 400, 1);
    assertThat(difference.lower()).isCloseTo(test.lower(), within(1e-12));
    assertThat(difference.upper()).isCloseTo(test.upper(), within(1e-12));
    // Of few images that agree nothing is certain.
    MeanDifference same = pair("1010", "1010").difference();
    assertThat(same.lower()).isNegative();
    assertThat(same.probability()).isCloseTo(1, within(1e-9));
  }

  @Test
  void imagesOfOneDigitAreOneWitness() {
    String without = "1111".repeat(10) + "0000".repeat(20) + "1111".repeat(70);
    String with = "0000".repeat(10) + "1111".repeat(20) + "1111".repeat(70);
    String[] digits =
        IntStream.range(0, 400).mapToObj(i -> "digit " + i / 4).toArray(String[]::new);
    MeanDifference together =
        new PairedAnswers(new boolean[][] {right(without)}, new boolean[][] {right(with)}, digits)
            .difference();
    PairedTest ofDigits = new PairedTest(10, 20, 100, 1);
    assertThat(together.lower()).isCloseTo(ofDigits.lower(), within(1e-3));
    assertThat(together.upper()).isCloseTo(ofDigits.upper(), within(1e-3));
  }

  /** Two seeds far apart on many images: Student's quantile of one degree of freedom. */
  @Test
  void seedsThatDisagreeWidenTheInterval() {
    boolean[] none = new boolean[10_000];
    boolean[] some = new boolean[10_000];
    Arrays.fill(some, 0, 1_000, true);
    MeanDifference difference =
        new PairedAnswers(new boolean[][] {none, none}, new boolean[][] {none, some}, apart(10_000))
            .difference();
    // Gains of 0 and 0.1: a standard error of 0.05, times 12.71.
    assertThat(difference.upper() - difference.lower()).isCloseTo(2 * 12.71 * 0.05, within(0.01));
    assertThat(difference.probability()).isCloseTo(0.5, within(0.01));
  }

  @Test
  void joinedPairsAreThoseOfAllImages() {
    PairedAnswers joined = PairedAnswers.joined(List.of(pair("10", "11"), pair("0", "1")));
    assertThat(joined.effect().n()).isEqualTo(3);
    assertThat(joined.effect().onlyWith()).isEqualTo(2);
    assertThatThrownBy(() -> pair("", "")).hasMessageContaining("are no pairs");
  }
}
