package polymnist.impact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

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
  void theExactTestCountsTheTailsOfACoin() {
    // 8 of 9 for one side: 2 * (1 + 9) / 2^9.
    PairedAnswers pairs = pair("1000000000", "0111111110");
    assertThat(pairs.onlyWithout()).isEqualTo(1);
    assertThat(pairs.onlyWith()).isEqualTo(8);
    assertThat(pairs.probability()).isCloseTo(20 / 512.0, within(1e-12));
    assertThat(pair("1100", "1100").probability()).isEqualTo(1);
  }

  @Test
  void anImageIsRightWhereMostSeedsAre() {
    PairedAnswers pairs =
        new PairedAnswers(
            new boolean[][] {right("1100"), right("1000"), right("0000")},
            new boolean[][] {right("1011"), right("0011"), right("1010")},
            apart(4));
    // Without: right on the first alone. With: on the first, third and fourth.
    assertThat(pairs.onlyWithout()).isZero();
    assertThat(pairs.onlyWith()).isEqualTo(2);
    assertThat(pairs.accuracyWithout()).isEqualTo(3 / 12.0);
    assertThat(pairs.accuracyWith()).isEqualTo(7 / 12.0);
  }

  @Test
  void anIntervalOfEqualAnswersIsZero() {
    assertThat(pair("1010", "1010").interval(200, new SplittableRandom(1)))
        .isEqualTo(new PairedAnswers.Interval(0, 0));
    assertThat(pair("0000", "1111").interval(200, new SplittableRandom(1)))
        .isEqualTo(new PairedAnswers.Interval(1, 1));
  }

  @Test
  void theIntervalIsAsWideAsTheNormalApproximationSays() {
    // Of 400 images, 80 are won and 40 lost: a deviation of the mean of
    // sqrt((0.3 - 0.1 * 0.1) / 400) = 0.0269.
    String without = "1".repeat(40) + "0".repeat(80) + "1".repeat(280);
    String with = "0".repeat(40) + "1".repeat(80) + "1".repeat(280);
    PairedAnswers.Interval interval = pair(without, with).interval(4000, new SplittableRandom(3));
    assertThat((interval.lower() + interval.upper()) / 2).isCloseTo(0.1, within(0.005));
    assertThat(interval.upper() - interval.lower()).isCloseTo(2 * 1.96 * 0.0269, within(0.008));
  }

  @Test
  void imagesOfOneDigitAreOneWitness() {
    String without = "1111".repeat(10) + "0000".repeat(20) + "1111".repeat(70);
    String with = "0000".repeat(10) + "1111".repeat(20) + "1111".repeat(70);
    String[] digits =
        IntStream.range(0, 400).mapToObj(i -> "digit " + i / 4).toArray(String[]::new);
    PairedAnswers together =
        new PairedAnswers(new boolean[][] {right(without)}, new boolean[][] {right(with)}, digits);
    PairedAnswers.Interval interval = together.interval(4000, new SplittableRandom(3));
    // A quarter of the witnesses, twice the width.
    assertThat(interval.upper() - interval.lower()).isCloseTo(4 * 1.96 * 0.0269, within(0.016));
  }

  @Test
  void seedsThatDisagreeWidenTheInterval() {
    boolean[] none = new boolean[200];
    boolean[] all = new boolean[200];
    Arrays.fill(all, true);
    PairedAnswers pairs =
        new PairedAnswers(new boolean[][] {none, none}, new boolean[][] {none, all}, apart(200));
    assertThat(pairs.interval(500, new SplittableRandom(3)))
        .isEqualTo(new PairedAnswers.Interval(0, 1));
  }

  @Test
  void joinedPairsAreThoseOfAllImages() {
    PairedAnswers joined = PairedAnswers.joined(List.of(pair("10", "11"), pair("0", "1")));
    assertThat(joined.images()).isEqualTo(3);
    assertThat(joined.onlyWith()).isEqualTo(2);
    assertThatThrownBy(() -> pair("", "")).hasMessageContaining("are no pairs");
  }
}
