package polymnist.network.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class DropoutTest {
  private final Dropout dropout = new Dropout(0.2);

  private INDArray applied(IDropout to, long seed, INDArray inputs) {
    Nd4j.getRandom().setSeed(seed);
    return to.applyDropout(
        inputs,
        Nd4j.create(DataType.FLOAT, inputs.shape()),
        0,
        0,
        LayerWorkspaceMgr.noWorkspaces());
  }

  /** Of 40,000 inputs 8,000 +- 80 (one standard deviation) are dropped; 1 / 0.8 is 1.25. */
  @Test
  void aShareIsDroppedAndTheOthersMakeUpForIt() {
    float[] results =
        applied(dropout, 1, Nd4j.ones(DataType.FLOAT, 100, 4, 10, 10)).dup('c').data().asFloat();
    int dropped = 0;
    for (float result : results) {
      assertThat(result).isIn(0f, 1.25f);
      dropped += result == 0 ? 1 : 0;
    }
    assertThat(dropped).isCloseTo(8_000, within(400));
  }

  @Test
  void theGradientIsOfWhatWasKept() {
    INDArray inputs = Nd4j.ones(DataType.FLOAT, 7, 33);
    INDArray kept = applied(dropout, 1, inputs);
    INDArray gradient = Nd4j.ones(DataType.FLOAT, 7, 33).muli(2);
    assertThat(dropout.backprop(gradient, gradient, 0, 0)).isEqualTo(kept.mul(2));
  }

  /** Replicas are made of it. */
  @Test
  void theShareIsInTheNetworksJson() throws Exception {
    String json = NeuralNetConfiguration.mapper().writeValueAsString(dropout);
    IDropout read = NeuralNetConfiguration.mapper().readValue(json, IDropout.class);
    assertThat(((Dropout) read).getShare()).isEqualTo(0.2);
  }

  @Test
  void whatIsDroppedDependsOnTheSeedAndNotOnTheOrderOfMemory() {
    INDArray inputs = Nd4j.rand(DataType.FLOAT, 6, 35);
    INDArray first = applied(dropout, 1, inputs);
    assertThat(applied(dropout.clone(), 1, inputs.dup('f'))).isEqualTo(first);
    assertThat(applied(dropout, 2, inputs)).isNotEqualTo(first);
  }
}
