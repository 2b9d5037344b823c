package polymnist.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import polymnist.augment.kind.AppliedStep;
import polymnist.augment.kind.Augmentation;
import polymnist.augment.kind.Blur;
import polymnist.augment.kind.Invert;
import polymnist.augment.kind.Noise;
import polymnist.augment.kind.Rotate;
import polymnist.augment.kind.Scale;
import polymnist.augment.kind.Shift;
import polymnist.augment.kind.SomeOf;

class CopiesTest {
  private static final String ID = "train/m3/7/412";
  private static final List<Augmentation> POLICY =
      List.of(new Rotate(15, 1), new Shift(2, 1), new Noise(8, 1));

  @Test
  void theSameSeedImageAndCopyGiveTheSameSteps() {
    assertThat(Copies.steps(POLICY, 7, ID, 1)).isEqualTo(Copies.steps(POLICY, 7, ID, 1));
  }

  @Test
  void seedImageAndCopyEachChangeTheSteps() {
    List<AppliedStep> steps = Copies.steps(POLICY, 7, ID, 1);
    assertThat(Copies.steps(POLICY, 8, ID, 1)).isNotEqualTo(steps);
    assertThat(Copies.steps(POLICY, 7, "train/m3/7/413", 1)).isNotEqualTo(steps);
    assertThat(Copies.steps(POLICY, 7, ID, 2)).isNotEqualTo(steps);
  }

  @Test
  void anotherStepOfThePolicyLeavesWhatTheRestDraws() {
    List<Augmentation> other = List.of(new Scale(0.8, 1.2, 1), new Shift(2, 1), new Noise(8, 1));
    assertThat(Copies.steps(other, 7, ID, 1).subList(1, 3))
        .isEqualTo(Copies.steps(POLICY, 7, ID, 1).subList(1, 3));
  }

  @Test
  void aStepIsTakenAsOftenAsItsProbabilitySays() {
    List<Augmentation> policy = List.of(new Blur(1, 0.25));
    long taken =
        IntStream.range(0, 4000)
            .filter(i -> !Copies.steps(policy, 7, "train/m0/1/" + i, 1).isEmpty())
            .count();
    // Three standard errors are 82.
    assertThat((double) taken).isCloseTo(1000, within(82.0));
  }

  @Test
  void drawsFillTheirRangeAndStayInIt() {
    List<Augmentation> policy = List.of(new Rotate(15, 1), new Scale(0.8, 1.3, 1));
    List<Double> degrees = drawn(policy, 0, "degrees");
    List<Double> factors = drawn(policy, 1, "factor");
    assertThat(degrees).allMatch(value -> Math.abs(value) <= 15);
    assertThat(degrees).anyMatch(value -> value < -14).anyMatch(value -> value > 14);
    assertThat(factors).allMatch(value -> value >= 0.8 && value <= 1.3);
    assertThat(factors).anyMatch(value -> value < 0.82).anyMatch(value -> value > 1.28);
  }

  @Test
  void someOfTakesSoManyKindsEachAsOften() {
    List<Augmentation> kinds =
        List.of(
            new Rotate(20, 1), new Shift(4, 1), new Noise(30, 1), new Blur(2, 1), new Invert(1));
    List<Augmentation> policy = List.of(new SomeOf(2, 0.5, kinds, 1));
    Map<String, Integer> taken = new TreeMap<>();
    for (int copy = 1; copy <= 2000; copy++) {
      List<AppliedStep> steps = Copies.steps(policy, 7, ID, copy);
      assertThat(steps).extracting(AppliedStep::kind).hasSize(2).doesNotHaveDuplicates();
      steps.forEach(step -> taken.merge(step.kind(), 1, Integer::sum));
      steps.stream()
          .filter(step -> step.kind().equals("rotate"))
          .forEach(step -> assertThat(Math.abs(step.parameter("degrees"))).isLessThanOrEqualTo(10));
    }
    // Two of five: 800 of 2000, with a standard error of 22.
    assertThat(taken).hasSize(5);
    assertThat(taken.values()).allSatisfy(times -> assertThat(times).isBetween(700, 900));
  }

  private static List<Double> drawn(List<Augmentation> policy, int step, String parameter) {
    return IntStream.rangeClosed(1, 1000)
        .mapToObj(copy -> Copies.steps(policy, 7, ID, copy).get(step).parameter(parameter))
        .toList();
  }

  @Test
  void theIdOfACopyNamesItsSource() {
    assertThat(Copies.id(ID, 2)).isEqualTo("train/m3/7/412#2");
  }
}
