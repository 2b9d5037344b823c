package polymnist.pipeline;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A master and two workers of one core each, of the Spark that the build assembled. */
final class StandaloneCluster implements AutoCloseable {
  private final Path folder;
  private final String master;
  private final List<Process> processes = new ArrayList<>();

  /**
   * Starts it.
   *
   * @param folder of its logs and of what its workers run
   */
  StandaloneCluster(Path folder) throws IOException {
    this(folder, List.of());
  }

  /**
   * Starts one whose workers do not see a folder, as hosts that share none; that needs rights that
   * few have.
   */
  static StandaloneCluster blindFor(Path folder, Path unseen) throws IOException {
    String hide = "mount -t tmpfs tmpfs \"$0\" && exec \"$@\"";
    return new StandaloneCluster(
        folder, List.of("unshare", "-m", "bash", "-c", hide, unseen.toString()));
  }

  private StandaloneCluster(Path folder, List<String> workersBy) throws IOException {
    this.folder = folder;
    String port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = Integer.toString(socket.getLocalPort());
    }
    master = "spark://127.0.0.1:" + port;
    String work = folder.resolve("work").toString();
    start(List.of(), "master.Master --host 127.0.0.1 --webui-port 0", "--port", port);
    for (int worker = 0; worker < 2; worker++) {
      start(
          workersBy,
          "worker.Worker --host 127.0.0.1 --webui-port 0 --cores 1 --memory 3g",
          "--work-dir",
          work,
          master);
    }
  }

  private void start(List<String> by, String daemon, String... more) throws IOException {
    List<String> command = new ArrayList<>(by);
    command.add(new File("target/spark-home/bin/spark-class").getAbsolutePath());
    command.addAll(Arrays.asList(("org.apache.spark.deploy." + daemon).split(" ")));
    command.addAll(List.of(more));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    processes.add(
        builder
            .redirectErrorStream(true)
            .redirectOutput(Files.createTempFile(folder, "daemon", ".log").toFile())
            .start());
  }

  String master() {
    return master;
  }

  @Override
  public void close() {
    processes.forEach(Submission::stop);
  }
}
