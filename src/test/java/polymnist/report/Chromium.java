package polymnist.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * A headless Chromium with one page, spoken to by the Chrome DevTools Protocol
 * (https://chromedevtools.github.io/devtools-protocol/). Tests that need it are skipped where none
 * is installed. Closing it ends its processes and deletes its profile.
 */
public final class Chromium implements AutoCloseable {
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path profile;
  private final Process process;
  private final HttpClient http = HttpClient.newHttpClient();
  private final Messages messages = new Messages();
  private final WebSocket socket;
  private final AtomicInteger sent = new AtomicInteger();

  private Chromium(Path profile, Process process) {
    this.profile = profile;
    this.process = process;
    try {
      this.socket = connect();
    } catch (RuntimeException e) {
      end();
      throw e;
    }
    send("Page.enable", Map.of());
    send("Runtime.enable", Map.of());
    send("Log.enable", Map.of());
    send("Network.enable", Map.of());
  }

  /** Starts a browser; the test is skipped where none is installed. */
  public static Chromium start() {
    Optional<Path> program = program();
    Assumptions.assumeTrue(
        program.isPresent(), "no Chromium is installed: none of " + NAMES + " is on the PATH");
    try {
      Path profile = Files.createTempDirectory("chromium");
      return new Chromium(
          profile,
          new ProcessBuilder(
                  program.orElseThrow().toString(),
                  "--headless=new",
                  // Containers and the root user have no sandbox; pages are our own.
                  "--no-sandbox",
                  "--disable-dev-shm-usage",
                  "--disable-gpu",
                  "--hide-scrollbars",
                  "--force-device-scale-factor=1",
                  "--no-first-run",
                  "--disable-background-networking",
                  "--disable-component-update",
                  "--disable-sync",
                  "--remote-debugging-port=0",
                  "--user-data-dir=" + profile,
                  "about:blank")
              .redirectErrorStream(true)
              .redirectOutput(profile.resolve("chromium.log").toFile())
              .start());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + program.orElseThrow(), e);
    }
  }

  private static Optional<Path> program() {
    List<String> folders =
        List.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator));
    return NAMES.stream()
        .flatMap(name -> folders.stream().map(folder -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Waits until the browser has written at which port it listens, and connects to its page. */
  private WebSocket connect() {
    Path portFile = profile.resolve("DevToolsActivePort");
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline && process.isAlive()) {
      try {
        if (Files.exists(portFile) && Files.readAllLines(portFile).size() > 1) {
          return connect(Files.readAllLines(portFile).get(0));
        }
        Thread.sleep(20);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read " + portFile, e);
      } catch (InterruptedException e) {
        throw interrupted(e);
      }
    }
    throw new IllegalStateException("Chromium did not start:\n" + log());
  }

  private WebSocket connect(String port) throws IOException, InterruptedException {
    HttpRequest pages =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json/list")).build();
    for (JsonNode target : JSON.readTree(http.send(pages, BodyHandlers.ofString()).body())) {
      if (target.path("type").asText().equals("page")) {
        return http.newWebSocketBuilder()
            .buildAsync(URI.create(target.path("webSocketDebuggerUrl").asText()), messages)
            .join();
      }
    }
    throw new IllegalStateException("Chromium has no page:\n" + log());
  }

  private String log() {
    try {
      return Files.readString(profile.resolve("chromium.log"));
    } catch (IOException e) {
      return "(its log cannot be read: " + e.getMessage() + ")";
    }
  }

  /**
   * Opens a page in a window of a size in CSS pixels and waits until it is loaded. Errors and
   * requests of earlier pages are forgotten.
   */
  public void open(URI page, int width, int height) {
    resize(width, height);
    messages.forget(page);
    CompletableFuture<JsonNode> loaded = messages.next("Page.loadEventFired");
    JsonNode navigation = send("Page.navigate", Map.of("url", page.toString()));
    if (navigation.has("errorText")) {
      throw new IllegalStateException(page + ": " + navigation.path("errorText").asText());
    }
    await(loaded, "loading " + page);
  }

  /** Changes the size of the window, in CSS pixels. */
  public void resize(int width, int height) {
    send(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
  }

  /**
   * Shows the page as a medium and colour scheme have it.
   *
   * @param medium {@code screen} or {@code print}
   * @param colours {@code light} or {@code dark}
   */
  public void media(String medium, String colours) {
    send(
        "Emulation.setEmulatedMedia",
        Map.of(
            "media",
            medium,
            "features",
            List.of(Map.of("name", "prefers-color-scheme", "value", colours))));
  }

  /**
   * Evaluates a JavaScript expression in the page, waiting for it where it is a promise.
   *
   * @return its value: a text as it is, anything else as JSON
   * @throws IllegalStateException when it throws
   */
  public String evaluate(String expression) {
    JsonNode answer =
        send(
            "Runtime.evaluate",
            Map.of(
                "expression",
                expression,
                "awaitPromise",
                true,
                "returnByValue",
                true,
                "userGesture",
                true));
    if (answer.has("exceptionDetails")) {
      throw new IllegalStateException(expression + ": " + answer.path("exceptionDetails"));
    }
    JsonNode value = answer.path("result").path("value");
    return value.isTextual() ? value.asText() : value.toString();
  }

  /** Waits until the page has been drawn twice, so that what it does on the way has happened. */
  public void settle() {
    evaluate("new Promise(r => requestAnimationFrame(() => requestAnimationFrame(() => r(true))))");
  }

  /**
   * Returns what the page wrote to the console as an error, and exceptions that it did not catch.
   */
  public List<String> errors() {
    return List.copyOf(messages.errors);
  }

  /**
   * Returns the addresses that the page requested besides its own; what is within it ({@code data:}
   * and {@code blob:}) is no request.
   */
  public List<String> requests() {
    return List.copyOf(messages.requests);
  }

  /** Moves the mouse, in CSS pixels from the window's upper left corner; pressed or not. */
  public void moveMouse(double x, double y, boolean pressed) {
    mouse("mouseMoved", x, y, pressed ? 1 : 0);
  }

  /** Presses the left button. */
  public void pressMouse(double x, double y) {
    mouse("mousePressed", x, y, 1);
  }

  /** Releases the left button. */
  public void releaseMouse(double x, double y) {
    mouse("mouseReleased", x, y, 0);
  }

  /** Presses and releases the left button. */
  public void click(double x, double y) {
    moveMouse(x, y, false);
    pressMouse(x, y);
    releaseMouse(x, y);
  }

  private void mouse(String type, double x, double y, int buttons) {
    send(
        "Input.dispatchMouseEvent",
        Map.of(
            "type",
            type,
            "x",
            x,
            "y",
            y,
            "button",
            type.equals("mouseMoved") && buttons == 0 ? "none" : "left",
            "buttons",
            buttons,
            "clickCount",
            type.equals("mouseMoved") ? 0 : 1));
  }

  /** Touches with one finger: {@code touchStart}, {@code touchMove} or {@code touchEnd}. */
  public void touch(String type, double x, double y) {
    List<Map<String, Double>> points =
        type.equals("touchEnd") ? List.of() : List.of(Map.of("x", x, "y", y));
    send("Input.dispatchTouchEvent", Map.of("type", type, "touchPoints", points));
  }

  /** Lets the page save files into a folder without a dialog. */
  public void saveIn(Path folder) {
    send(
        "Browser.setDownloadBehavior",
        Map.of("behavior", "allow", "downloadPath", folder.toAbsolutePath().toString()));
  }

  /** Writes what the window shows, or the whole page, as PNG. */
  public void screenshot(Path png, boolean wholePage) {
    JsonNode shot =
        send("Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", wholePage));
    write(png, shot.path("data").asText());
  }

  /** Writes the page as it is printed, as PDF. */
  public void print(Path pdf) {
    write(pdf, send("Page.printToPDF", Map.of("printBackground", true)).path("data").asText());
  }

  private static void write(Path file, String base64) {
    try {
      Files.write(file, Base64.getDecoder().decode(base64));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  /**
   * Sends a command of the protocol and returns its result.
   *
   * @throws IllegalStateException when the browser refuses it or does not answer
   */
  public JsonNode send(String method, Map<String, ?> parameters) {
    int id = sent.incrementAndGet();
    CompletableFuture<JsonNode> answer = messages.answer(id);
    String command;
    try {
      command = JSON.writeValueAsString(Map.of("id", id, "method", method, "params", parameters));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no JSON: " + parameters, e);
    }
    socket.sendText(command, true).join();
    JsonNode received = await(answer, method);
    if (received.has("error")) {
      throw new IllegalStateException(method + ": " + received.path("error"));
    }
    return received.path("result");
  }

  private static JsonNode await(CompletableFuture<JsonNode> future, String what) {
    try {
      return future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw interrupted(e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("Chromium did not answer: " + what, e);
    }
  }

  private static IllegalStateException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IllegalStateException("interrupted", e);
  }

  @Override
  public void close() {
    try {
      send("Browser.close", Map.of());
    } catch (RuntimeException e) {
      // It may be gone before it answers; what is left is ended below.
    }
    end();
  }

  private void end() {
    List<ProcessHandle> children = process.descendants().toList();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        children.forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
    children.forEach(ProcessHandle::destroyForcibly);
    try (Stream<Path> files = Files.walk(profile)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException | UncheckedIOException e) {
      // Files of a browser that is just ending vanish under the walk; they lie in a temporary
      // folder.
    }
  }

  /** What the browser says: answers to commands, and events. */
  private static final class Messages implements WebSocket.Listener {
    final List<String> errors = new CopyOnWriteArrayList<>();
    final List<String> requests = new CopyOnWriteArrayList<>();

    private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
    private final Map<String, CompletableFuture<JsonNode>> events = new ConcurrentHashMap<>();
    private final StringBuilder part = new StringBuilder();
    private volatile String page = "";

    CompletableFuture<JsonNode> answer(int id) {
      return answers.computeIfAbsent(id, key -> new CompletableFuture<>());
    }

    CompletableFuture<JsonNode> next(String event) {
      CompletableFuture<JsonNode> next = new CompletableFuture<>();
      events.put(event, next);
      return next;
    }

    void forget(URI next) {
      page = next.toString();
      errors.clear();
      requests.clear();
    }

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
      part.append(data);
      if (last) {
        String message = part.toString();
        part.setLength(0);
        try {
          take(JSON.readTree(message));
        } catch (JsonProcessingException e) {
          errors.add("no JSON from the browser: " + message);
        }
      }
      webSocket.request(1);
      return null;
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
      answers.values().forEach(answer -> answer.completeExceptionally(error));
    }

    private void take(JsonNode message) {
      if (message.has("id")) {
        answer(message.path("id").asInt()).complete(message);
        return;
      }
      String event = message.path("method").asText();
      JsonNode what = message.path("params");
      switch (event) {
        case "Runtime.exceptionThrown" -> errors.add(what.path("exceptionDetails").toString());
        case "Runtime.consoleAPICalled" -> {
          if (List.of("error", "assert").contains(what.path("type").asText())) {
            errors.add(what.path("args").toString());
          }
        }
        case "Log.entryAdded" -> {
          if (what.path("entry").path("level").asText().equals("error")) {
            errors.add(what.path("entry").path("text").asText());
          }
        }
        case "Network.requestWillBeSent" -> request(what.path("request").path("url").asText());
        default -> {}
      }
      CompletableFuture<JsonNode> waiting = events.remove(event);
      if (waiting != null) {
        waiting.complete(what);
      }
    }

    private void request(String address) {
      boolean within = address.startsWith("data:") || address.startsWith("blob:");
      if (!within && !address.equals(page)) {
        requests.add(address);
      }
    }
  }
}
