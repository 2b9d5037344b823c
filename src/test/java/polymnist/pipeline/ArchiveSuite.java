package polymnist.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code mvn -Pdist package} makes, unpacked elsewhere, with an empty home, without Maven and
 * Git, and without a net where such a thing may be made.
 */
class ArchiveSuite {
  private static final Path ARCHIVE = Path.of(System.getProperty("archive", "none"));

  @TempDir private Path folder;

  private String run(String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    if (new ProcessBuilder("unshare", "-n", "true").start().waitFor() == 0) {
      command.addAll(
          List.of("unshare", "-n", "bash", "-c", "ip link set lo up; exec \"$0\" \"$@\""));
    }
    command.addAll(List.of(words));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    Path home = folder.resolve("home");
    builder.environment().keySet().removeIf(name -> name.matches("(MAVEN|SPARK|M2|GIT).*"));
    builder
        .environment()
        .putAll(
            Map.of(
                "PATH",
                folder.resolve("bin") + ":" + System.getenv("PATH"),
                "HOME",
                home.toString(),
                "JAVA_TOOL_OPTIONS",
                "-Duser.home=" + home));
    Process process =
        builder
            .redirectError(ProcessBuilder.Redirect.appendTo(folder.resolve("err").toFile()))
            .start();
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(out + Files.readString(folder.resolve("err"))).isZero();
    return out;
  }

  @Test
  void itRunsWithoutMavenAndWithoutANet() throws Exception {
    assumeTrue(Files.exists(ARCHIVE), "needs the Maven profile dist");
    Files.createDirectory(folder.resolve("home"));
    // What would be found on the path first, and tells that it was called.
    for (String program : List.of("mvn", "git")) {
      Path trap = Files.createDirectories(folder.resolve("bin")).resolve(program);
      Files.writeString(
          trap, "#!/bin/sh\ntouch '%s'\nexit 1\n".formatted(folder.resolve("called")));
      assertThat(trap.toFile().setExecutable(true)).isTrue();
    }
    run("tar", "-xzf", ARCHIVE.toString());
    Path script = folder.resolve("polymnist-spark-0.1.0/spark-submit.sh");
    assertThat(run(script.toString(), "--version")).startsWith("polymnist-spark 0.1.0, Spark ");
    assertThat(run(script.toString(), "pipeline", "--dry-run")).contains("train");
    run(
        script.toString(),
        "--master",
        "local-cluster[1,1,2048]",
        "synthesize",
        "synthesize.train-digits=20",
        "synthesize.test-digits=5");
    Process git =
        new ProcessBuilder("git", "describe", "--always", "--dirty", "--abbrev=12").start();
    String commit = new String(git.getInputStream().readAllBytes(), UTF_8).strip();
    assertThat(
            run(
                script.toString(),
                "query",
                "--format",
                "csv",
                "SELECT provenance['commit'] FROM runs"))
        .contains(git.waitFor() == 0 ? commit : "unknown");
    assertThat(folder.resolve("called")).doesNotExist();
  }
}
