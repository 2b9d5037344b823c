package polymnist.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import polymnist.corpus.CorpusShape;
import polymnist.network.Linear;
import polymnist.network.Vgg;

class RivalTest {
  @TempDir private Path folder;

  /** Its processes would wait for each other for ever. */
  @Test
  @Timeout(60)
  void aPythonWithoutPyTorchIsNoRival() throws Exception {
    assumeTrue(has("python3"));
    Path python = folder.resolve("python");
    // No packages of the machine.
    Files.writeString(python, "#!/bin/sh\nexec python3 -I -S \"$@\"\n");
    assertThat(python.toFile().setExecutable(true)).isTrue();

    assertThat(new PyTorch(python.toString()).training(new Linear(), 1, 128, 64)).isNaN();
    assertThat(new PyTorch("").training(new Linear(), 1, 128, 64)).isNaN();
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
  }

  @Test
  void aFolderWithoutLibrariesIsNoRival() {
    assertThat(new Libtorch(folder.resolve("none").toString()).training(new Linear(), 1, 128, 64))
        .isNaN();
    assertThat(new Libtorch("").isThere()).isFalse();
  }

  /** As {@code mvn -Plibtorch package} brings them. */
  @Test
  void libtorchTrainsTheSameNetworks() {
    Libtorch libtorch = new Libtorch(Path.of("target/libtorch").toAbsolutePath().toString());
    assumeTrue(libtorch.isThere());

    assertThat(libtorch.training(new Vgg(4, 8, 0.5), 1, 128, 16)).isPositive();
    assertThat(libtorch.imagesPerSecond(Rival.Workload.PREDICT, new Linear(), 1, 64, "16"))
        .isPositive();
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

  private static boolean has(String program) {
    try {
      return new ProcessBuilder(program, "--version").redirectErrorStream(true).start().waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
