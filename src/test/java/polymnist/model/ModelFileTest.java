package polymnist.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static polymnist.train.TrainingExamples.network;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.apache.commons.codec.digest.DigestUtils;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import polymnist.network.Architecture;
import polymnist.network.Lenet;
import polymnist.network.Linear;
import polymnist.network.Mlp;
import polymnist.network.Resnet;
import polymnist.network.Vgg;
import polymnist.train.Checkpoints;

class ModelFileTest {
  @Test
  void aModelFileIsReadOnlyAsItWasWritten() throws IOException {
    byte[] file = ModelFile.write(network(new Linear()));
    String sha256 = DigestUtils.sha256Hex(file);
    assertThat(ModelFile.open(ModelFile.checked("a.zip", file, sha256)).numParams())
        .isEqualTo(23_530);
    byte[] flipped = file.clone();
    flipped[file.length / 2] ^= 1;
    assertThatThrownBy(() -> ModelFile.checked("a.zip", flipped, sha256))
        .hasMessageContaining("a.zip is damaged or was changed: SHA-256 must be " + sha256);
    ByteArrayOutputStream planted = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(planted)) {
      zip.putNextEntry(new ZipEntry("preprocessor.bin"));
    }
    byte[] zip = planted.toByteArray();
    assertThatThrownBy(() -> ModelFile.checked("a.zip", zip, DigestUtils.sha256Hex(zip)))
        .hasMessageContaining("holds 'preprocessor.bin'; only");
  }

  @Test
  void aFileOfAVersionWithOtherLayersSaysSo() throws IOException {
    ByteArrayOutputStream earlier = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(earlier)) {
      zip.putNextEntry(new ZipEntry("configuration.json"));
      zip.write("{\"@class\" : \"polymnist.train.layer.Dense\"}".getBytes(StandardCharsets.UTF_8));
    }
    byte[] file = earlier.toByteArray();
    assertThatThrownBy(() -> ModelFile.checked("a.zip", file, DigestUtils.sha256Hex(file)))
        .hasMessage(
            "the model file a.zip was written by another version of this project, which had"
                + " polymnist.train.layer.Dense: train it again");
  }

  private static List<Architecture> architectures() {
    return List.of(
        new Linear(),
        new Mlp(List.of(20)),
        new Lenet(4, 8, 20),
        new Vgg(4, 16, 0.1),
        new Resnet(4, 1));
  }

  @ParameterizedTest
  @MethodSource("architectures")
  void filesHoldNamesThatStayWhereClassesAreRenamed(Architecture architecture) throws IOException {
    byte[] file = ModelFile.write(network(architecture));
    assertThat(configuration(file)).contains("\"polymnist:").doesNotContain("\"polymnist.");
    assertThat(ModelFile.open(file).getConfiguration().toJson())
        .isEqualTo(network(architecture).getConfiguration().toJson());
  }

  @Test
  void filesThatNameClassesAreReadAsBefore() throws IOException {
    ComputationGraph network = network(new Vgg(4, 16, 0.1));
    ByteArrayOutputStream earlier = new ByteArrayOutputStream();
    ModelSerializer.writeModel(network, earlier, true);
    assertThat(configuration(earlier.toByteArray()))
        .contains("polymnist.network.layer.ConvolutionBlock", "polymnist.network.layer.LoopedAdam");
    assertThat(ModelFile.openToTrain(earlier.toByteArray()).params()).isEqualTo(network.params());
    assertThat(ModelFile.weightsSha256(earlier.toByteArray()))
        .isEqualTo(ModelFile.weightsSha256(ModelFile.write(network)));
  }

  private static String configuration(byte[] file) throws IOException {
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(file))) {
      assertThat(zip.getNextEntry().getName()).isEqualTo("configuration.json");
      return new String(zip.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void aNetworkFromItsFileTrainsOnAsIfNothingHadHappened() {
    ComputationGraph network = network(new Vgg(4, 16, 0));
    DataSet data =
        new DataSet(Nd4j.rand(2, 3, 28, 28), Nd4j.eye(10).get(NDArrayIndex.interval(3, 5)).dup());
    for (int i = 0; i < 3; i++) {
      network.fit(data);
    }
    byte[] file = ModelFile.write(network);
    ComputationGraph read = new Checkpoints.State(file, file, 1, List.of()).open();
    for (int i = 0; i < 3; i++) {
      network.fit(data);
      read.fit(data);
      assertThat(read.score()).isEqualTo(network.score());
    }
    assertThat(read.params()).isEqualTo(network.params());
  }
}
