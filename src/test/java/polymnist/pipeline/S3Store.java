package polymnist.pipeline;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;

/** A store that speaks S3, a process of its own; its jar is there with the Maven profile s3. */
final class S3Store implements AutoCloseable {
  static final Path JAR = Path.of("target/s3/s3proxy.jar").toAbsolutePath();

  private final String endpoint;
  private final Process process;

  /**
   * Starts it; it keeps its objects in memory.
   *
   * @param folder of its log
   */
  S3Store(Path folder) throws IOException, InterruptedException {
    try (ServerSocket socket = new ServerSocket(0)) {
      endpoint = "http://127.0.0.1:" + socket.getLocalPort();
    }
    Path properties =
        Files.writeString(
            folder.resolve("s3proxy.properties"),
            """
            s3proxy.endpoint=%s
            s3proxy.authorization=none
            s3proxy.ignore-unknown-headers=true
            jclouds.provider=transient
            jclouds.identity=local
            jclouds.credential=secret-of-a-test
            """
                .formatted(endpoint));
    process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                JAR.toString(),
                "org.gaul.s3proxy.Main",
                "--properties",
                properties.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("s3proxy.log").toFile())
            .start();
    while (!hasBucket()) {
      if (!process.isAlive()) {
        throw new IOException(Files.readString(folder.resolve("s3proxy.log")));
      }
      Thread.sleep(100);
    }
  }

  /** Makes the bucket {@code study}, once the store answers. */
  private boolean hasBucket() throws InterruptedException {
    HttpRequest put =
        HttpRequest.newBuilder(URI.create(endpoint + "/study"))
            .PUT(HttpRequest.BodyPublishers.noBody())
            .build();
    try {
      return HttpClient.newHttpClient()
              .send(put, HttpResponse.BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (IOException e) {
      return false;
    }
  }

  /** Returns what Hadoop must be told of it. */
  Map<String, String> settings() {
    return Map.of(
        "fs.s3a.endpoint", endpoint,
        "fs.s3a.path.style.access", "true",
        "fs.s3a.access.key", "local",
        "fs.s3a.secret.key", "secret-of-a-test");
  }

  /** Returns {@link #settings} as options of spark-submit. */
  List<String> options() {
    return settings().entrySet().stream()
        .flatMap(e -> List.of("--conf", "spark.hadoop." + e.getKey() + "=" + e.getValue()).stream())
        .toList();
  }

  /** Tells a configuration of this process. */
  void configure(Configuration hadoop) {
    settings().forEach(hadoop::set);
  }

  @Override
  public void close() {
    process.destroy();
  }
}
