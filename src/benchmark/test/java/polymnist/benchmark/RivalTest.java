package polymnist.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import polymnist.corpus.CorpusShape;
import polymnist.network.Linear;
import polymnist.network.Vgg;
import polymnist.network.kernel.Precision;

class RivalTest {
  @TempDir private Path folder;

  @Test
  void processesThatWorkAtOnceAddUp() throws Exception {
    String program = "echo ready; read go; echo way; read go; echo fast at 12.5";
    assertThat(Libtorch.imagesPerSecond(started(program, program))).isEqualTo(25);
  }

  /** A JVM that dies says so where its speed should be. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "exit 1",
        "echo ready; read go; exit 134",
        "echo ready; read go; echo way; read go; echo '# A fatal error has been detected'"
      })
  @Timeout(60)
  void aProcessThatDiesIsNoFigureAndNoNumberThatDoesNotParse(String program) throws Exception {
    List<Process> processes =
        started("echo ready; read go; echo way; read go; echo fast at 12.5", program);
    assertThatThrownBy(() -> Libtorch.imagesPerSecond(processes))
        .isNotInstanceOf(NumberFormatException.class)
        .isInstanceOfAny(IllegalStateException.class, IOException.class);
  }

  private static List<Process> started(String... programs) throws IOException {
    List<Process> processes = new ArrayList<>();
    for (String program : programs) {
      processes.add(new ProcessBuilder("sh", "-c", program).start());
    }
    return processes;
  }

  @Test
  void aRivalThatFailsSaysWhy() {
    String log = "Error: no room\\n\\tat a.B.c(B.java:7)\\nCaused by: full\\n\\t... 3 more\\n";
    List<String> command = List.of("sh", "-c", "echo 1 2 3; printf '" + log + "' >&2; exit 7");
    assertThatThrownBy(() -> Rival.reached(command, 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("exit code 7 of sh")
        .hasMessageEndingWith(": Error: no room; Caused by: full");
    assertThat(Rival.reached(List.of("sh", "-c", "echo 1 2.5 0.5"), 1))
        .containsExactly(new Rival.Reached(1, 2.5, 0.5));
    assertThatThrownBy(() -> Rival.reached(List.of("echo", "# A fatal error"), 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("it says # A fatal error");
  }

  @Test
  void aFolderWithoutLibrariesIsNoRival() {
    assertThat(
            new Libtorch(folder.resolve("none").toString())
                .training(new Linear(), Precision.FLOAT, 1, 128, 64))
        .isNaN();
    assertThat(new Libtorch("").isThere()).isFalse();
  }

  /** As {@code mvn -Plibtorch package} brings them. */
  @Test
  void libtorchTrainsTheSameNetworks() {
    Libtorch libtorch = new Libtorch(Path.of("target/libtorch").toAbsolutePath().toString());
    assumeTrue(libtorch.isThere());

    for (Precision precision : Precision.values()) {
      assertThat(libtorch.training(new Vgg(4, 8, 0.5), precision, 1, 128, 16)).isPositive();
      assertThat(libtorch.prediction(new Linear(), precision, 1, 1_000)).isPositive();
    }
  }

  /** Each digit lights samples of its own; as {@code mvn -Pmllib package} brings it. */
  @Test
  void mllibTrainsUntilItReadsTheImages() throws IOException {
    Mllib mllib = new Mllib(Path.of("target/mllib").toAbsolutePath().toString());
    assumeTrue(mllib.canRead(50));
    Path images = folder.resolve("images.bin");
    try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(images))) {
      out.writeInt(40);
      out.writeInt(10);
      byte[] labels = new byte[50];
      for (int i = 0; i < 50; i++) {
        labels[i] = (byte) (i % 10);
        byte[] samples = new byte[CorpusShape.POLYMNIST.samples()];
        Arrays.fill(samples, 200 * labels[i], 200 * labels[i] + 200, (byte) 255);
        out.write(samples);
      }
      out.write(labels);
    }

    List<Rival.Reached> reached = mllib.accuracies(new Linear(), 1, 1, images);

    assertThat(reached).extracting(Rival.Reached::number).containsExactly(10, 20, 50, 100, 200);
    assertThat(reached.get(4).accuracy()).isEqualTo(1);
    assertThat(reached).allSatisfy(r -> assertThat(r.seconds()).isPositive());
  }

  @Test
  void mllibHasNeitherDeepNetworksNorRoomForAllImages() {
    assertThat(Mllib.has(new Linear())).isTrue();
    assertThat(Mllib.has(new Vgg(4, 8, 0.5))).isFalse();
    assertThat(new Mllib(folder.toString()).canRead(40_000)).isTrue();
    assertThat(new Mllib(folder.toString()).canRead(40_001)).isFalse();
    assertThat(new Mllib(folder.resolve("none").toString()).canRead(1)).isFalse();
  }

  @Test
  void numbersOfAnArchitectureAreInTheOrderOfThePrograms() {
    assertThat(Rival.arguments(new Vgg(4, 8, 0.5))).isEqualTo(List.of("vgg", "4,8,0.5"));
    assertThat(Rival.arguments(new Linear())).isEqualTo(List.of("linear", "0"));
  }
}
