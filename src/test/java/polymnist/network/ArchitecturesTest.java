package polymnist.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;
import static polymnist.train.TrainingExamples.network;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import polymnist.model.LayerRow;

/** What the architectures say of themselves. */
class ArchitecturesTest {
  /** Counted by hand: weights and biases; a normalisation has four numbers a channel. */
  @Test
  void networksHaveTheParametersOfTheirPapers() {
    assertThat(network(new Linear()).numParams()).isEqualTo(2352 * 10 + 10);
    assertThat(network(new Mlp(List.of(256, 128))).numParams())
        .isEqualTo(2352 * 256 + 256 + 256 * 128 + 128 + 128 * 10 + 10);
    assertThat(network(new Vgg(8, 16, 0.5)).numParams())
        .isEqualTo(
            (3 * 9 * 8 + 4 * 8)
                + (8 * 9 * 8 + 4 * 8)
                + (8 * 9 * 16 + 4 * 16)
                + (16 * 9 * 16 + 4 * 16)
                + (7 * 7 * 16 * 16 + 16)
                + (16 * 10 + 10));
    int stem = 3 * 9 * 8 + 32;
    int block1 = 2 * (8 * 9 * 8 + 32);
    int block2 = 8 * 9 * 16 + 64 + 16 * 9 * 16 + 64 + 8 * 16 + 64;
    int block3 = 16 * 9 * 32 + 128 + 32 * 9 * 32 + 128 + 16 * 32 + 128;
    assertThat(network(new Resnet(8, 2)).numParams())
        .isEqualTo(stem + block1 + block2 + block3 + 32 * 10 + 10);
  }

  @Test
  void everyNetworkGivesProbabilities() {
    for (Architecture architecture :
        List.of(new Linear(), new Mlp(List.of(8)), new Vgg(8, 16, 0.5), new Resnet(8, 1))) {
      INDArray output = network(architecture).outputSingle(Nd4j.rand(2, 3, 28, 28));
      assertThat(output.shape()).containsExactly(2, 10);
      assertThat(output.sum(1).toDoubleVector()).containsExactly(new double[] {1, 1}, within(1e-5));
    }
  }

  /** Counted by hand. */
  @Test
  void layersSayTheirShapesWeightsAndProducts() {
    assertThat(LayerRow.of("small", new Vgg(8, 16, 0.5)))
        .extracting(
            LayerRow::position,
            LayerRow::layer,
            LayerRow::output,
            LayerRow::parameters,
            LayerRow::multiplyAdds)
        .containsExactly(
            tuple(1, "stage1-conv1", "[N,8,28,28]", 216L + 32, 216L * 784),
            tuple(2, "stage1-conv2", "[N,8,14,14]", 576L + 32, 576L * 784),
            tuple(3, "stage2-conv1", "[N,16,14,14]", 1152L + 64, 1152L * 196),
            tuple(4, "stage2-conv2", "[N,16,7,7]", 2304L + 64, 2304L * 196),
            tuple(5, "dense", "[N,16]", 784L * 16 + 16, 784L * 16),
            tuple(6, "classes", "[N,10]", 170L, 160L));
    assertThat(LayerRow.of("small", new Resnet(8, 2)))
        .extracting(LayerRow::layer, LayerRow::output, LayerRow::multiplyAdds)
        .contains(
            tuple("stem", "[N,8,14,14]", 216L * 196),
            tuple("block1", "[N,8,14,14]", 2 * 576L * 196),
            tuple("block2", "[N,16,7,7]", (1152L + 2304 + 128) * 49),
            tuple("mean", "[N,32]", 0L));
  }
}
