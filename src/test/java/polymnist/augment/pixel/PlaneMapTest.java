package polymnist.augment.pixel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PlaneMapTest {
  private static final PlaneMap ALL =
      PlaneMap.rotation(20)
          .then(PlaneMap.translation(2, -1))
          .then(PlaneMap.tilt(0.01, -0.015))
          .then(PlaneMap.scaling(0.8))
          .then(PlaneMap.slant(12));

  private static double[] at(PlaneMap map, double x, double y) {
    double w = map.wx() * x + map.wy() * y + 1;
    return new double[] {
      (map.xx() * x + map.xy() * y + map.x0()) / w, (map.yx() * x + map.yy() * y + map.y0()) / w
    };
  }

  @Test
  void composedMapsDoWhatTheyDoInTurn() {
    double[] turned = at(PlaneMap.rotation(20), 5, -3);
    double[] moved = at(PlaneMap.translation(2, -1), turned[0], turned[1]);
    double[] tilted = at(PlaneMap.tilt(0.01, -0.015), moved[0], moved[1]);
    double[] scaled = at(PlaneMap.scaling(0.8), tilted[0], tilted[1]);
    assertThat(at(ALL, 5, -3))
        .containsExactly(at(PlaneMap.slant(12), scaled[0], scaled[1]), within(1e-12));
  }

  @Test
  void theInverseLeadsBack() {
    double[] there = at(ALL, -7, 11);
    assertThat(at(ALL.inverse(), there[0], there[1]))
        .containsExactly(new double[] {-7, 11}, within(1e-11));
  }
}
