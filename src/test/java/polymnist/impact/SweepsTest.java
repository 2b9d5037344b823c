package polymnist.impact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import polymnist.augment.Replay;
import polymnist.augment.kind.AppliedStep;
import polymnist.image.Image;
import polymnist.impact.Sweeps.Condition;
import polymnist.setting.InvalidSetting;

class SweepsTest {
  @Test
  void theUnchangedImageComesFirstThenEverySeverity() {
    assertThat(Sweeps.conditions(Map.of("shift", List.of(1.0, 2.0), "rotation", List.of(-45.0))))
        .containsExactly(
            Condition.NONE,
            new Condition("rotation", -45),
            new Condition("shift", 1),
            new Condition("shift", 2));
  }

  @Test
  void everySweepCanBeReplayedAndChangesTheImage() {
    Image image = Image.black(3, 28, 28);
    for (int i = 0; i < image.samples().length; i++) {
      image.samples()[i] = (byte) (40 + i * 7 % 160);
    }
    Map<String, Double> severities =
        Map.of(
            "rotation",
            20.0,
            "shift",
            3.0,
            "scale",
            0.7,
            "noise",
            20.0,
            "blur",
            1.0,
            "contrast",
            0.5,
            "occlusion",
            0.2);
    severities.forEach(
        (change, severity) -> {
          List<AppliedStep> steps = new Condition(change, severity).steps(7, 11);
          assertThat(Replay.of(image, steps)).as(change).isNotEqualTo(image);
        });
    assertThat(Condition.NONE.steps(7, 11)).isEmpty();
  }

  @Test
  void anImageIsShiftedInOneDirectionAtEverySeverity() {
    AppliedStep near = new Condition("shift", 1).steps(7, 11).get(0);
    AppliedStep far = new Condition("shift", 5).steps(7, 11).get(0);
    AppliedStep other = new Condition("shift", 1).steps(7, 12).get(0);
    double x = near.parameters().get("x");
    double y = near.parameters().get("y");
    assertThat(Math.hypot(x, y)).isCloseTo(1, within(1e-12));
    assertThat(far.parameters().get("x")).isCloseTo(5 * x, within(1e-12));
    assertThat(far.parameters().get("y")).isCloseTo(5 * y, within(1e-12));
    assertThat(other).isNotEqualTo(near);
  }

  @Test
  void whatIsUnknownOrOutOfRangeIsRefused() {
    assertThatThrownBy(() -> Sweeps.check(Map.of("mirror", List.of(1.0))))
        .isInstanceOf(InvalidSetting.class)
        .hasMessage(
            "sweeps must be of blur, contrast, noise, occlusion, rotation, scale, shift, was"
                + " mirror");
    assertThatThrownBy(() -> Sweeps.check(Map.of("rotation", List.of(10.0, 90.0))))
        .isInstanceOf(InvalidSetting.class)
        .hasMessage("sweeps must have severities of rotation between -45.0 and 45.0, was 90.0");
  }
}
