package polymnist.benchmark.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import polymnist.network.Resnet;
import polymnist.network.Vgg;
import polymnist.setting.InvalidSetting;
import polymnist.train.NetworkSettings;

class CombinationTest {
  private static final NetworkSettings VGG =
      new NetworkSettings(new Vgg(8, 16, 0.5), 3, 32, 0.01, 10, 0);

  private static List<Combination> all(Map<String, List<Double>> choices) {
    return Combination.all(VGG, new TreeMap<>(choices));
  }

  @Test
  void everyValueMeetsEveryOther() {
    List<Combination> all =
        all(Map.of("learning-rate", List.of(0.1, 0.2), "width", List.of(4.0, 8.0, 16.0)));
    assertThat(all)
        .extracting(
            c -> c.network().learningRate(), c -> ((Vgg) c.network().architecture()).width())
        .containsExactly(
            tuple(0.1, 4),
            tuple(0.1, 8),
            tuple(0.1, 16),
            tuple(0.2, 4),
            tuple(0.2, 8),
            tuple(0.2, 16));
    assertThat(all)
        .allSatisfy(
            c -> {
              assertThat(c.network().epochs()).isEqualTo(3);
              assertThat(((Vgg) c.network().architecture()).dropout()).isEqualTo(0.5);
            });
    assertThat(all.get(1)).hasToString("learning-rate 0.1, width 8");
  }

  @Test
  void someAreDrawnAndTheSameOnesAgain() {
    List<Combination> all =
        all(Map.of("epochs", List.of(1.0, 2.0, 3.0, 4.0), "dropout", List.of(0.0, 0.25, 0.5)));
    List<Combination> drawn = Combination.drawn(all, 5, 7);
    assertThat(drawn).hasSize(5).doesNotHaveDuplicates().isSubsetOf(all);
    assertThat(Combination.drawn(all, 5, 7)).isEqualTo(drawn);
    assertThat(Combination.drawn(all, 5, 8)).isNotEqualTo(drawn);
    assertThat(Combination.drawn(all, 50, 7)).containsExactlyInAnyOrderElementsOf(all);
  }

  @Test
  void whatCannotBeIsRefused() {
    assertThatThrownBy(() -> all(Map.of("widht", List.of(4.0))))
        .isInstanceOf(InvalidSetting.class)
        .hasMessage(
            "try-values.widht is no number of this network, which has width, dense, dropout");
    assertThatThrownBy(() -> all(Map.of("width", List.of(4.5))))
        .isInstanceOf(InvalidSetting.class)
        .hasMessage("try-values.width must be a whole number, was 4.5");
    assertThatThrownBy(() -> all(Map.of("width", List.of(1000.0))))
        .isInstanceOf(InvalidSetting.class)
        .hasMessage("try-values.width must lie between 4 and 256, was 1000");
    NetworkSettings resnet = new NetworkSettings(new Resnet(8, 2), 3, 32, 0.01, 10, 0);
    assertThatThrownBy(() -> Combination.all(resnet, Map.of("dense", List.of(4.0))))
        .isInstanceOf(InvalidSetting.class)
        .hasMessageEndingWith("which has width, stem-stride");
  }

  private static SearchSettings settings(
      Map<String, List<Double>> choices, SearchSettings.Order order) {
    return new SearchSettings("vgg", Map.of("vgg", VGG), choices, order, 3, 2, 100, 0.1, 5, 7);
  }

  @Test
  void aSearchIsTheGridOrSoManyDrawn() {
    Map<String, List<Double>> choices = Map.of("epochs", List.of(1.0, 2.0, 3.0, 4.0));
    assertThat(settings(choices, SearchSettings.Order.GRID).combinations()).hasSize(4);
    assertThat(settings(choices, SearchSettings.Order.RANDOM).combinations()).hasSize(3);
    assertThatThrownBy(
            () -> settings(Map.of("epochs", List.of(1.0, 1.0)), SearchSettings.Order.GRID))
        .isInstanceOf(InvalidSetting.class)
        .hasMessageContaining("none twice");
    // Each of the two workers gets an equal part of a step.
    assertThatThrownBy(
            () -> settings(Map.of("batch-size", List.of(33.0)), SearchSettings.Order.GRID))
        .isInstanceOf(InvalidSetting.class)
        .hasMessageContaining("networks.vgg.batch-size must give each of the 2 workers");
  }
}
