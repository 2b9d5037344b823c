package polymnist.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
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

    assertThat(new PyTorch(python.toString()).training(new Linear(), 1, 64)).isNaN();
    assertThat(new PyTorch("").training(new Linear(), 1, 64)).isNaN();
  }

  @Test
  void aFolderWithoutLibrariesIsNoRival() {
    assertThat(new Libtorch(folder.resolve("none").toString()).training(new Linear(), 1, 64))
        .isNaN();
    assertThat(new Libtorch("").isThere()).isFalse();
  }

  /** As {@code mvn -Plibtorch package} brings them. */
  @Test
  void libtorchTrainsTheSameNetworks() {
    Libtorch libtorch = new Libtorch(Path.of("target/libtorch").toAbsolutePath().toString());
    assumeTrue(libtorch.isThere());

    assertThat(libtorch.training(new Vgg(4, 8, 0.5), 1, 16)).isPositive();
    assertThat(libtorch.imagesPerSecond(Rival.Workload.PREDICT, new Linear(), 1, 64, "16"))
        .isPositive();
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
