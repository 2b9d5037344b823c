package polymnist.job.plan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import polymnist.job.JobList;
import polymnist.job.Stage;

class StageCodeTest {
  private static final String STAGE =
      "package polymnist.eda; import polymnist.image.Image;"
          + " public class EdaJob { Runnable asks() { return () -> Image.read(); } }";
  private static final String IMAGE =
      "package polymnist.image; public class Image { public static int read() { return 1; } }";
  private static final String CHAPTER =
      "package polymnist.report; public class Chapter { public polymnist.eda.EdaJob of; }";

  @TempDir private Path folder;

  static List<Stage<?>> stages() {
    return JobList.stages();
  }

  /** Compiles sources, as Maven does: with lines and names of variables. */
  private Map<String, byte[]> build(String... sources) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    Path out = Files.createTempDirectory(folder, "build");
    List<JavaFileObject> files = Stream.of(sources).map(StageCodeTest::source).toList();
    List<String> options = List.of("-g", "-proc:none", "-d", out.toString());
    assertThat(compiler.getTask(null, null, null, options, null, files).call()).isTrue();
    Map<String, byte[]> build = new TreeMap<>();
    try (Stream<Path> compiled = Files.walk(out)) {
      for (Path file : compiled.filter(Files::isRegularFile).toList()) {
        build.put(out.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
      }
    }
    return build;
  }

  private static JavaFileObject source(String text) {
    String name = text.replaceFirst("(?s).*?class (\\w+).*", "$1");
    return new SimpleJavaFileObject(
        URI.create("string:///" + name + ".java"), JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return text;
      }
    };
  }

  private String listing(String... sources) throws IOException {
    return StageCode.listing(build(sources), "polymnist/eda/EdaJob.class");
  }

  @Test
  void aCommentALineAndANameOfAVariableChangeNothing() throws IOException {
    String commented =
        IMAGE.replace("{ return 1; }", "{\n\n /* one */ return 1; }").replace("read()", "read()\n");
    assertThat(listing(STAGE.replace(" Runnable", "\n// asks\n Runnable"), commented))
        .isEqualTo(listing(STAGE, IMAGE));
    String first = IMAGE.replace("return 1;", "int one = 1; return one;");
    assertThat(listing(STAGE, first.replace("one", "number"))).isEqualTo(listing(STAGE, first));
  }

  @Test
  void whatAReachedClassDoesChangesIt() throws IOException {
    String before = listing(STAGE, IMAGE);
    assertThat(StageCode.changed(before, listing(STAGE, IMAGE.replace("1", "2"))))
        .containsExactly("image/Image");
  }

  @Test
  void whatIsNotReachedChangesNothing() throws IOException {
    assertThat(listing(STAGE, IMAGE, CHAPTER)).isEqualTo(listing(STAGE, IMAGE));
  }

  @Test
  void filesBelongToTheClassesInTheirFolder() throws IOException {
    Map<String, byte[]> build = new TreeMap<>(build(STAGE, IMAGE, CHAPTER));
    build.put("polymnist/image/strokes/one.txt", "1".getBytes(UTF_8));
    build.put("polymnist/report/report.css", "body {}".getBytes(UTF_8));
    build.put("polymnist/versions.properties", "spark=4.2.0".getBytes(UTF_8));
    assertThat(StageCode.reached(build, "polymnist/eda/EdaJob.class").keySet())
        .containsExactly(
            "polymnist/eda/EdaJob.class",
            "polymnist/image/Image.class",
            "polymnist/image/strokes/one.txt");
  }

  @Test
  void librariesAreNamedWithTheirVersionsWhereTheyAreUsed() throws IOException {
    assertThat(listing(STAGE, IMAGE)).doesNotContain("library");
    String decodes =
        IMAGE.replace("return 1;", "return javax.imageio.ImageIO.getReaderFormatNames().length;");
    assertThat(listing(STAGE, decodes).lines().filter(line -> line.startsWith("library ")))
        .containsExactly(
            "library imageio-webp " + LibraryVersions.all().get("imageio-webp"),
            "library java " + System.getProperty("java.specification.version"));
  }

  @Test
  void whatChangedIsNamedByItsClass() {
    String before = "polymnist/a/One.class 1\npolymnist/a/Two$Inner.class 2\npolymnist/a/q.sql 3\n";
    assertThat(StageCode.changed(before, before)).isEmpty();
    assertThat(
            StageCode.changed(
                before,
                "polymnist/a/One.class 1\npolymnist/a/Two$Inner.class 9\npolymnist/b/New.class 4\n"))
        .containsExactly("a/Two", "a/q.sql", "b/New");
  }

  private static Set<String> reached(Stage<?> stage) {
    return StageCode.reached(
            StageCode.entries(stage.getClass()),
            stage.getClass().getName().replace('.', '/') + ".class")
        .keySet();
  }

  @ParameterizedTest
  @MethodSource("stages")
  void noStageReachesTheRoomJobAndNoneButTheReportAChapter(Stage<?> stage) {
    Set<String> reached = reached(stage);
    assertThat(reached).contains(stage.getClass().getName().replace('.', '/') + ".class");
    assertThat(reached).noneMatch(entry -> entry.startsWith("polymnist/job/"));
    boolean report = stage.name().equals("report");
    assertThat(reached.stream().anyMatch(entry -> entry.startsWith("polymnist/report/")))
        .isEqualTo(report);
    assertThat(reached.contains("polymnist/report/report.css")).isEqualTo(report);
  }

  @Test
  void whoReadsPublishedNetworksReachesTheirLayers() {
    for (Stage<?> stage : stages()) {
      if (List.of("train", "evaluate", "score", "custom").contains(stage.name())) {
        assertThat(reached(stage))
            .as(stage.name())
            .contains(
                "polymnist/network/layer/ConvolutionBlock.class",
                "polymnist/network/layer/ResidualBlock.class",
                "polymnist/network/layer/SoftmaxOutput.class",
                "polymnist/network/kernel/OneDnnConvolution.class");
        assertThat(StageCode.listing(stage.getClass()))
            .contains("library deeplearning4j ", "library onednn ");
      }
    }
  }

  /** What crosses the network is Spark's, and encrypted where Spark encrypts. */
  @ParameterizedTest
  @MethodSource("stages")
  void noStageOpensAPort(Stage<?> stage) {
    assertThat(names(stage))
        .isNotEmpty()
        .noneMatch(name -> name.matches("java/n.*/(Server|Datagram)?Socket(Channel)?"));
  }

  private static Set<String> names(Stage<?> stage) {
    Set<String> names = new java.util.TreeSet<>();
    StageCode.reached(
            StageCode.entries(stage.getClass()),
            stage.getClass().getName().replace('.', '/') + ".class")
        .values()
        .forEach(code -> names.addAll(code.names()));
    return names;
  }

  /** The room job is no part of a stage's code, so stages take from it what decides nothing. */
  @ParameterizedTest
  @MethodSource("stages")
  void stagesTakeFromTheRoomJobOnlyWhatDescribesAndReports(Stage<?> stage) {
    Set<String> used = names(stage);
    used.removeIf(name -> !name.startsWith("polymnist/job/"));
    assertThat(used)
        .isSubsetOf(
            "polymnist/job/Stage",
            "polymnist/job/Job",
            "polymnist/job/JobDescription",
            "polymnist/job/JobList",
            "polymnist/job/ProgressLine",
            "polymnist/job/Failure",
            "polymnist/job/SideBySide");
  }
}
