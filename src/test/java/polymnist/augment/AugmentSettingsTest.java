package polymnist.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import polymnist.augment.kind.Shear;
import polymnist.setting.Settings;
import polymnist.setting.UserError;

class AugmentSettingsTest {
  @TempDir Path home;

  @Test
  void thePoliciesOfTheReferenceAreAccepted() throws IOException {
    AugmentSettings settings = bind();
    assertThat(settings.policies())
        .containsOnlyKeys("bend", "light", "standard", "strong", "random");
    assertThat(settings.policy()).isEqualTo("standard");
    assertThat(settings.chosen().steps()).isNotEmpty();
  }

  @Test
  void aPolicyOfOnesOwnIsFoundByItsName() throws IOException {
    AugmentSettings settings =
        bind(
            "augment.policies.slanted=[{kind=shear,max-degrees=20,probability=0.5}]",
            "augment.policy=slanted");
    assertThat(settings.chosen().steps()).containsExactly(new Shear(20, 0.5));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "copies=0 | augment.copies must lie between 1 and 100, was 0",
        "balance=size | augment.balance must be one of none, class, modality, was \"size\"",
        "copies=101 | augment.copies must lie between 1 and 100, was 101",
        "most-quarantined=2 | augment.most-quarantined must lie between 0 and 1, was 2",
        "policy=wild | augment.policy must be one of bend, light, random, standard, strong, was wild",
      })
  void aSettingOutOfRangeIsRefusedByName(String setting, String message) {
    assertThatThrownBy(() -> bind("augment." + setting))
        .isInstanceOf(UserError.class)
        .hasMessage("command line: " + message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rotate,max-degrees=46,probability=1 | max-degrees must lie between 0 and 45, was 46",
        "rotate,max-degrees=9,probability=1.5 | probability must lie between 0 and 1, was 1.5",
        "shift,max-pixels=7,probability=1 | max-pixels must lie between 0 and 6, was 7",
        "scale,min=0.4,max=1,probability=1 | min must lie between 0.5 and 1, was 0.4",
        "scale,min=1,max=2,probability=1 | max must lie between 1 and 1.5, was 2",
        "scale,min=1.2,max=1.1,probability=1 | min must lie between 0.5 and 1, was 1.2",
        "shear,max-degrees=31,probability=1 | max-degrees must lie between 0 and 30, was 31",
        "elastic,max-pixels=3,smoothness=4,probability=1"
            + " | max-pixels must lie between 0 and 2, was 3",
        "elastic,max-pixels=1,smoothness=1,probability=1"
            + " | smoothness must lie between 2 and 8, was 1",
        "brightness,max-change=-1,probability=1 | max-change must lie between 0 and 128, was -1",
        "contrast,min=0.1,max=2,probability=1 | min must lie between 0.3 and 1, was 0.1",
        "saturation,min=0,max=4,probability=1 | max must lie between 1 and 3, was 4",
        "invert,probability=-0.1 | probability must lie between 0 and 1, was -0.1",
        "noise,max-deviation=65,probability=1 | max-deviation must lie between 0 and 64, was 65",
        "blur,max-deviation=3,probability=1 | max-deviation must lie between 0 and 2, was 3",
        "perspective,max-tilt=0.3,probability=1 | max-tilt must lie between 0 and 0.25, was 0.3",
        "stroke,max-thicker=2,max-thinner=0,probability=1"
            + " | max-thicker must lie between 0 and 1, was 2",
        "stroke,max-thicker=0,max-thinner=0.6,probability=1"
            + " | max-thinner must lie between 0 and 0.5, was 0.6",
        "texture,max-strength=2,probability=1 | max-strength must lie between 0 and 1, was 2",
        "gamma,min=0.2,max=1,probability=1 | min must lie between 0.3 and 1, was 0.2",
        "hue,max-degrees=181,probability=1 | max-degrees must lie between 0 and 180, was 181",
        "shuffle-channels,probability=2 | probability must lie between 0 and 1, was 2",
        "jpeg,max-loss=95,probability=1 | max-loss must lie between 0 and 90, was 95",
        "some-of,count=2,magnitude=1,probability=1,of=[{kind=invert,probability=1}]"
            + " | count must lie between 1 and 1, was 2",
        "some-of,count=1,magnitude=2,probability=1,of=[{kind=invert,probability=1}]"
            + " | magnitude must lie between 0 and 1, was 2",
        "some-of,count=1,magnitude=1,probability=1,of=[] | of must name at least one kind",
        "erase,max-area=0.5,probability=1 | max-area must lie between 0 and 0.3, was 0.5",
      })
  void aStepOutOfRangeIsRefusedByName(String step, String message) {
    assertThatThrownBy(() -> bind("augment.policies.light=[{kind=" + step + "}]"))
        .isInstanceOf(UserError.class)
        .hasMessage("command line: augment.policies.light[0]." + message);
  }

  @Test
  void anUnknownKindIsRefusedWithTheKnownOnes() {
    assertThatThrownBy(() -> bind("augment.policies.light=[{kind=mirror,probability=1}]"))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "command line: augment.policies.light[0].kind must be one of rotate, shift, scale,"
                + " shear, perspective, elastic, stroke, texture, convolution, brightness, contrast, gamma,"
                + " saturation, hue, shuffle-channels, invert, noise, blur, jpeg, erase, some-of,"
                + " was mirror");
  }

  @Test
  void rotateAndShearTogetherMayNotTiltTooFar() {
    assertThatThrownBy(
            () ->
                bind(
                    "augment.policies.light=[{kind=rotate,max-degrees=30,probability=1},"
                        + "{kind=shear,max-degrees=20,probability=1}]"))
        .isInstanceOf(UserError.class)
        .hasMessageEndingWith(
            "augment.policies must tilt upright strokes by at most 45.0 degrees, rotate and shear"
                + " together, was 50.0 in light");
  }

  @Test
  void whatIsDrawnFromAListCountsAsStrongAsItMayBecome() throws IOException {
    String some =
        "augment.policies.light=[{kind=some-of,count=2,magnitude=%s,probability=1,of=["
            + "{kind=rotate,max-degrees=30,probability=1},{kind=shear,max-degrees=30,probability=1}]}]";
    assertThat(bind(some.formatted(0.75)).policies().get("light")).hasSize(1);
    assertThatThrownBy(() -> bind(some.formatted(1)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("rotate and shear together, was 60.0 in light");
  }

  @Test
  void scaleAndPerspectiveTogetherMayNotShrinkTooFar() {
    assertThatThrownBy(
            () ->
                bind(
                    "augment.policies.light=[{kind=scale,min=0.5,max=1,probability=1},"
                        + "{kind=perspective,max-tilt=0.25,probability=1}]"))
        .isInstanceOf(UserError.class)
        .hasMessageEndingWith(
            "augment.policies must leave digits at least 0.45 of their size, scale and perspective"
                + " together, was 0.4 in light");
  }

  @Test
  void theSameKindTwiceIsRefused() {
    String shift = "{kind=shift,max-pixels=6,probability=1}";
    assertThatThrownBy(() -> bind("augment.policies.light=[" + shift + "," + shift + "]"))
        .isInstanceOf(UserError.class)
        .hasMessageEndingWith(
            "augment.policies must have each kind once only, but light has shift twice");
  }

  private AugmentSettings bind(String... assignments) throws IOException {
    Path folder = Files.createDirectories(home.resolve("conf"));
    Path profile = Files.writeString(folder.resolve("none.conf"), "seed = 7");
    return Settings.load(home, profile.toString(), new ArrayList<>(List.of(assignments)))
        .bind("augment", AugmentSettings.class);
  }
}
