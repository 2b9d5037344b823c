package polymnist.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import polymnist.network.NativeLibrary;
import polymnist.network.NetworkFrame;
import polymnist.network.Resnet;
import polymnist.network.WarmUpCosine;
import polymnist.network.kernel.Kernels;
import polymnist.network.kernel.Precision;
import polymnist.network.kernel.Processor;
import polymnist.network.layer.KernelLayer;
import polymnist.setting.UserError;

class PrecisionChoiceTest {
  /** Asks for bfloat16, in a process of its own. */
  static final class Asking {
    public static void main(String[] unused) {
      try {
        PrecisionChoice.BFLOAT16.check("train.precision");
      } catch (UserError e) {
        System.out.println("refused: " + e.getMessage());
      }
      try {
        Kernels.of(Precision.BFLOAT16);
      } catch (UnsupportedOperationException e) {
        System.out.println("worker: " + e.getMessage());
      }
    }
  }

  /** OneDNN takes this processor for an older one, as it is told to. */
  private static String asked(String instructions, String master) throws IOException {
    ProcessBuilder java =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Dspark.master=" + master,
            "-cp",
            System.getProperty("java.class.path"),
            Asking.class.getName());
    java.environment().put("ONEDNN_MAX_CPU_ISA", instructions);
    java.redirectError(ProcessBuilder.Redirect.DISCARD);
    return new String(java.start().getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  @Test
  void aProcessorWithoutBfloat16IsRefusedByNameWithWhatItHas() throws IOException {
    assumeTrue(Processor.isFast(), "this processor has " + Processor.instructions());
    assertThat(asked("AVX2", "local[*]"))
        .contains(
            "refused: train.precision must be auto or float here, was bfloat16: the processor"
                + " multiplies no bfloat16, it has AVX2\n")
        .contains(
            "worker: the processor multiplies no bfloat16, it has AVX2: set the precision to auto"
                + " or float\n");
  }

  /** Where executors compute, it is they who refuse. */
  @Test
  void onAClusterTheDriversProcessorDecidesNothing() throws IOException {
    assumeTrue(Processor.isFast(), "this processor has " + Processor.instructions());
    assertThat(asked("AVX2", "spark://host:7077")).startsWith("worker: ");
  }

  @Test
  void autoAndFloatAreForAnyProcessor() {
    assertThatCode(() -> PrecisionChoice.AUTO.check("k")).doesNotThrowAnyException();
    assertThatCode(() -> PrecisionChoice.FLOAT.check("k")).doesNotThrowAnyException();
  }

  @Test
  void autoIsBfloat16WhereAllProcessorsMultiplyIt() {
    String here = Processor.instructions();
    assertThat(PrecisionChoice.fastest(List.of(here)))
        .isEqualTo(Processor.hasBfloat16() ? Precision.BFLOAT16 : Precision.FLOAT);
    assertThat(
            PrecisionChoice.fastest(
                List.of("AVX-512 with bfloat16", "AVX-512 with bfloat16 in tiles")))
        .isEqualTo(Precision.BFLOAT16);
    assertThat(PrecisionChoice.fastest(List.of("AVX-512 with bfloat16", "AVX2")))
        .isEqualTo(Precision.FLOAT);
  }

  @Test
  void aModelFileSaysInWhichPrecisionItWasTrainedAndPredictsInTheOneAskedFor() {
    assumeTrue(Processor.hasBfloat16(), Processor.lack());
    NativeLibrary.prepare();
    ComputationGraph trained =
        new ComputationGraph(
            new Resnet(16, 2)
                .network(
                    new NetworkFrame(1, new WarmUpCosine(0.01, 2, 10), 0, Precision.BFLOAT16)));
    trained.init();
    byte[] file = ModelFile.write(trained);
    assertThat(KernelLayer.precision(ModelFile.openToTrain(file).getConfiguration()))
        .isEqualTo(Precision.BFLOAT16);
    INDArray images = Nd4j.rand(DataType.FLOAT, 5, 3, 28, 28);
    INDArray rounded = trained.outputSingle(images).dup();
    INDArray floats = ModelFile.open(file).outputSingle(images).dup();
    assertThat(ModelFile.open(file, Precision.BFLOAT16).outputSingle(images).dup())
        .isEqualTo(rounded)
        .isNotEqualTo(floats);
    // Some rounding to eight bits in each of nine layers.
    assertThat(rounded.sub(floats).amaxNumber().doubleValue()).isBetween(1e-7, 0.05);
    assertThat(ModelFile.open(ModelFile.toPredict(file), Precision.BFLOAT16).outputSingle(images))
        .isEqualTo(rounded);
  }
}
