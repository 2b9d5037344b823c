package polymnist.job.submit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * spark-submit.sh in a project of a few files, where a Maven of ten lines writes what the true one
 * writes, and a Spark says what it was given. {@code SubmitIT} has the true ones.
 */
class SubmitScriptTest {
  /** As Maven does: what tells that a build is whole goes first and comes last. */
  private static final String MAVEN =
      """
      #!/usr/bin/env bash
      set -eu
      echo "$*" >>maven.log
      rm -rf target/compiling
      mkdir -p target/compiling/src
      cp -R pom.xml .mvn target/compiling
      cp -R src/main src/benchmark target/compiling/src
      profiles=""; platform=linux-x86_64
      for word in "$@"; do
        case "$word" in
          -P*) profiles="$(echo "${word#-P}" | tr ',' '\\n' | sed 's/.*/Profile {id: &, source: pom}/' | paste -s -d, -)" ;;
          -Djavacpp.platform=*) platform="${word#*=}" ;;
        esac
      done
      printf 'build %s\\nplatform %s\\nprofiles [%s]\\n' "20260101-$(date +%N)" "$platform" "$profiles" >target/compiling/made
      rm -rf target/built target/lib target/spark-home target/polymnist-benchmark.jar
      [ ! -e interrupted ] || exit 130
      mkdir -p target/lib target/spark-home/bin target/spark-home/jars
      cp src/main/code target/polymnist-spark.jar
      case "$profiles" in *benchmark*) cp src/benchmark/java/code target/polymnist-benchmark.jar ;; esac
      echo a library >target/lib/a.jar
      echo Spark >target/spark-home/jars/spark.jar
      echo 'Spark 4.2.0 for Scala 2.13, assembled' >target/spark-home/RELEASE
      echo --add-opens=options >target/spark-home/java-options
      cp spark target/spark-home/bin/spark-submit
      cp -R target/compiling target/built
      """;

  /**
   * Says its words, its encoding and, once it may go on, what lies where it was started from; so do
   * Spark's spark-submit and Java itself, but for what else the script asks of Java.
   */
  private static final String SPARK =
      """
      #!/usr/bin/env bash
      set -eu
      case " $* " in
        *" -version "*) echo 'openjdk version "17.0.1"' >&2; exit ;;
        *" -Xshare:dump "*) echo one >>"$HELD.begun"; while [ -e "$HELD.archive" ]; do sleep 0.02; done; printf 'archive of %s\\n' "$*" >"$(printf '%s\\n' "$@" | sed -n 's/^-XX:SharedArchiveFile=//p')"; exit ;;
      esac
      list="$(printf '%s\\n' "$@" | sed -n 's/^-XX:DumpLoadedClassList=//p')"
      [ -z "$list" ] || seq "${CLASSES:-10}" >"$list"
      app="$(printf '%s\\n' "$@" | sed -n 's,^\\(.*\\)/polymnist-spark[.]jar.*,\\1,p' | head -1)"
      printf '%s\\n' "$@"
      echo "locale $(locale charmap)"
      if [ -e "$HELD" ]; then
        echo started
        while [ -e "$HELD" ]; do sleep 0.02; done
      fi
      echo "code $(cat "$app/polymnist-spark.jar") with $(cat "$app/lib/a.jar") on $(cat "$app/spark-home/jars/spark.jar")"
      """;

  @TempDir private Path folder;

  private Path project;

  private record Ended(int code, String said) {
    String code(String what) {
      assertThat(code).as(said).isZero();
      return said.lines().filter(line -> line.startsWith(what)).findFirst().orElseThrow();
    }
  }

  @BeforeEach
  void project() throws IOException {
    project = project("a project");
    program(folder.resolve("bin/mvn"), MAVEN);
    program(folder.resolve("bin/java"), SPARK);
  }

  private Path project(String name) throws IOException {
    Path made = folder.resolve(name);
    for (String part : List.of("src/main", "src/benchmark/java", "src/benchmark/resources")) {
      Files.createDirectories(made.resolve(part));
    }
    Files.copy(
        Path.of("spark-submit.sh"),
        Files.createDirectories(made).resolve("spark-submit.sh"),
        StandardCopyOption.COPY_ATTRIBUTES);
    write(made, "pom.xml", "  <version>0.1.0</version>\n");
    write(made, ".mvn/maven.config", "-Djavacpp.platform=linux-x86_64\n");
    write(made, "src/main/code", "1");
    write(made, "src/benchmark/java/code", "1");
    write(made, "conf/demo.conf", "");
    write(made, "jobs/eda.conf", "# Explores.\nspark.driver.memory = 1g\n");
    write(made, "jobs/benchmark.conf", "# Times.\nprofile = benchmark\n");
    program(made.resolve("spark"), SPARK);
    return made;
  }

  private static void write(Path project, String name, String text) throws IOException {
    Path file = project.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static void program(Path file, String text) throws IOException {
    write(file.getParent(), file.getFileName().toString(), text);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private Process start(Path out, Map<String, String> environment, String... words)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(project.resolve("spark-submit.sh").toString());
    command.addAll(List.of(words));
    ProcessBuilder builder = new ProcessBuilder(command);
    Map<String, String> variables = builder.environment();
    variables.keySet().removeAll(List.of("JAVA_HOME", "SPARK_HOME", "SPARK_CONF_DIR"));
    variables.put("PATH", folder.resolve("bin") + ":" + variables.get("PATH"));
    variables.put("HELD", folder.resolve("held").toString());
    variables.putAll(environment);
    return builder
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(out.toFile())
        .start();
  }

  private Ended submit(Map<String, String> environment, String... words)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile(folder, "out", ".txt");
    return ended(start(out, environment, words), out);
  }

  private Ended submit(String... words) throws IOException, InterruptedException {
    return submit(Map.of(), words);
  }

  private static Ended ended(Process process, Path out) throws IOException, InterruptedException {
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return new Ended(process.exitValue(), Files.readString(out));
  }

  private List<String> builds() throws IOException {
    Path log = project.resolve("maven.log");
    return Files.exists(log) ? Files.readAllLines(log) : List.of();
  }

  private long kept() throws IOException {
    try (Stream<Path> folders = Files.list(project.resolve(".build"))) {
      return folders.filter(Files::isDirectory).count();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"src/main/code", "pom.xml", ".mvn/maven.config"})
  void theContentDecidesWhetherItIsBuilt(String source) throws Exception {
    assertThat(submit("eda").code("code ")).isEqualTo("code 1 with a library on Spark");
    Path file = project.resolve(source);
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(99_999)));
    submit("eda");
    assertThat(builds()).hasSize(1);
    Files.writeString(file, "2");
    Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
    submit("eda");
    assertThat(builds()).hasSize(2);
    assertThat(submit("eda").code("code ")).contains("a library");
    assertThat(builds()).hasSize(2);
  }

  @Test
  void anInterruptedBuildIsMadeAgainAsItWas() throws Exception {
    submit("benchmark");
    write(project, "src/main/code", "2");
    write(project, "interrupted", "");
    assertThat(submit("eda").code()).isEqualTo(2);
    Files.delete(project.resolve("interrupted"));
    assertThat(submit("eda").code("code ")).startsWith("code 2");
    assertThat(builds()).hasSize(3).allMatch(build -> build.contains("-Pbenchmark "));
  }

  @Test
  void profilesAndPlatformOfABuildByHandAreKept() throws Exception {
    byHand("-Ps3,spark-3.5", "-Djavacpp.platform=linux-arm64");
    write(project, "src/main/code", "2");
    submit("eda");
    assertThat(builds().get(1))
        .isEqualTo(
            "-q -B -Dstyle.color=never -Djavacpp.platform=linux-arm64 -Ps3,spark-3.5"
                + " -Dmaven.test.skip=true package");
  }

  /** What the test profile fetches is not needed to run, nor is another archive. */
  @Test
  void whatTestsAndArchivesNeedIsNotBuiltAnew() throws Exception {
    byHand("-Ptests,s3,dist");
    write(project, "src/main/code", "2");
    submit("eda");
    assertThat(builds().get(1)).contains("-Ps3 ");
  }

  @Test
  void anArchiveWithoutSourcesIsNotBuilt() throws Exception {
    byHand();
    for (String sources : List.of("pom.xml", ".mvn", "src")) {
      FileUtils.forceDelete(project.resolve(sources).toFile());
    }
    Files.writeString(
        project.resolve("target/built/made"), "commit abc\n", StandardOpenOption.APPEND);
    assertThat(submit("eda").code("-Dspark.polymnist.commit="))
        .isEqualTo("-Dspark.polymnist.commit=abc");
    assertThat(submit("--version").said()).startsWith("polymnist-spark 0.1.0,");
    assertThat(builds()).hasSize(1);
  }

  private void byHand(String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(folder.resolve("bin/mvn").toString()));
    command.addAll(List.of(words));
    assertThat(new ProcessBuilder(command).directory(project.toFile()).start().waitFor()).isZero();
  }

  @Test
  void aJobOfAnotherJarIsBuiltWithItsProfile() throws Exception {
    byHand("-Ps3");
    assertThat(submit("benchmark", "--help").code()).isZero();
    assertThat(builds().get(1)).contains("-Pbenchmark,s3 ");
    write(project, "src/benchmark/java/code", "2");
    submit("eda");
    assertThat(builds()).hasSize(3);
  }

  @Test
  void aRunningJobKeepsItsCodeAndLibraries() throws Exception {
    Path held = Files.createFile(folder.resolve("held"));
    Path out = Files.createTempFile(folder, "running", ".txt");
    Process running = start(out, Map.of(), "eda");
    while (!Files.readString(out).contains("started")) {
      assertThat(running.isAlive()).as(Files.readString(out)).isTrue();
      Thread.sleep(10);
    }
    Map<String, String> atOnce = Map.of("HELD", "/none");
    for (int edit = 2; edit < 7; edit++) {
      write(project, "src/main/code", "" + edit);
      assertThat(submit(atOnce, "eda").code("code ")).startsWith("code " + edit);
    }
    // That of the job, and the last two.
    assertThat(kept()).isEqualTo(3);
    FileUtils.deleteDirectory(project.resolve("target").toFile());
    Files.delete(held);
    assertThat(ended(running, out).code("code ")).isEqualTo("code 1 with a library on Spark");
    submit(atOnce, "eda");
    assertThat(kept()).isEqualTo(2);
  }

  @Test
  void librariesThatDidNotChangeTakeNoRoomAgain() throws Exception {
    submit("eda");
    write(project, "src/main/code", "2");
    submit("eda");
    try (Stream<Path> files = Files.walk(project.resolve(".build"))) {
      assertThat(files.filter(file -> file.endsWith("lib/a.jar")).map(SubmitScriptTest::key))
          .hasSize(2)
          .containsOnly(key(project.resolve(".build").resolve(last()).resolve("lib/a.jar")));
    }
  }

  private String last() throws IOException {
    return Files.readAllLines(project.resolve("target/built/made")).get(0).replace("build ", "");
  }

  private static Object key(Path file) {
    try {
      return Files.getAttribute(file, "unix:ino");
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void ofTwoThatSubmitAtOnceOneBuilds() throws Exception {
    Path one = Files.createTempFile(folder, "one", ".txt");
    Path two = Files.createTempFile(folder, "two", ".txt");
    Process first = start(one, Map.of(), "eda");
    Process second = start(two, Map.of(), "eda");
    ended(first, one).code("code 1");
    ended(second, two).code("code 1");
    assertThat(builds()).hasSize(1);
  }

  /** A file in the place of the folder, as this test may run as root, who may write everywhere. */
  @Test
  void aCheckoutThatCannotBeWrittenSaysWhoBuildsIt() throws Exception {
    write(project, ".build", "");
    assertThat(submit("eda"))
        .isEqualTo(
            new Ended(
                2,
                ("spark-submit.sh: %1$s is not built for its sources, and you cannot write there:"
                        + " whoever can builds it by (cd '%1$s' && mvn -Dmaven.test.skip=true"
                        + " package), or copy it to a folder of yours\n")
                    .formatted(project.toRealPath())));
    byHand();
    assertThat(submit("eda").code("code ")).startsWith("code 1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"one, two", "one:two"})
  void aFolderThatListsOfLibrariesWouldPartIsRefused(String name) throws Exception {
    project = project(name);
    Ended ended = submit("eda");
    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.said()).contains(name + " has one in its name: rename it");
  }

  @Test
  void aLinkToItIsFollowed() throws Exception {
    Files.createSymbolicLink(folder.resolve("one"), project.resolve("spark-submit.sh"));
    Files.createSymbolicLink(folder.resolve("two"), Path.of("one"));
    Process process =
        new ProcessBuilder("bash", "two", "--version").directory(folder.toFile()).start();
    assertThat(new String(process.getInputStream().readAllBytes(), UTF_8))
        .isEqualTo("polymnist-spark 0.1.0, not built\n");
  }

  @Test
  void optionsOfSparkWithoutAValueDoNotTakeTheJobForOne() throws Exception {
    assertThat(submit("--load-spark-defaults", "-v", "eda").said())
        .contains("--load-spark-defaults\n-v\n")
        .contains("polymnist-spark.jar\neda\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"--profile=full", "--name first", "--name=first", "--verbose", "--dry-run"})
  void anOptionOfAJobIsSentBehindIt(String words) throws Exception {
    List<String> all = new ArrayList<>(List.of(words.split(" ")));
    all.add("eda");
    Ended ended = submit(all.toArray(String[]::new));
    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.said())
        .contains("is an option of a job and stands behind it: ./spark-submit.sh eda " + words);
  }

  @ParameterizedTest
  @CsvSource({
    "--driver-class-path /mine/*, driver",
    "--conf spark.driver.extraClassPath=/mine/*, driver",
    "--conf=spark.executor.extraClassPath=/mine/*, executor"
  })
  void onesOwnLibrariesStandBehindOurs(String options, String of) throws Exception {
    List<String> words = new ArrayList<>(List.of(options.split(" ")));
    words.add("eda");
    String said = submit(words.toArray(String[]::new)).said();
    assertThat(said.lines().filter(line -> line.contains("/mine")))
        .filteredOn(line -> line.contains("spark." + of + ".extraClassPath"))
        .first()
        .isEqualTo(
            "-Dspark.%s.extraClassPath=%s/.build/%s/lib/*:/mine/*"
                .formatted(of, project.toRealPath(), last()));
  }

  private List<String> words(String... words) throws IOException, InterruptedException {
    return submit(words).said().lines().toList();
  }

  /**
   * As Spark's launcher does: a file's settings, then the job's, then those of the command line.
   */
  @Test
  void onThisMachineJavaIsStartedAtOnce() throws Exception {
    write(
        project,
        "conf/spark-defaults.conf",
        "# Ours.\nspark.driver.memory  9g\nspark.a = 1 or 2 \n  spark.b:x=y\nspark.c\t1\n");
    write(
        project,
        "jobs/eda.conf",
        """
        spark.driver.memory = 1g
        spark.driver.defaultJavaOptions = "-Xss3m -Dd=1"
        spark.c = 2
        """);
    List<String> words =
        words(
            "--driver-java-options",
            "-Dd='2 3' -Xint",
            "--conf",
            "spark.c=3",
            "--driver-memory=5g",
            "eda",
            "--note",
            "a note");
    assertThat(words)
        .contains("--add-opens=options", "-Xmx5g", "-Dspark.master=local[*]", "-Dspark.a=1 or 2")
        .contains("-Dspark.b=x=y")
        .containsSubsequence("-Xss3m", "-Dd=1", "-Dd=2 3", "-Xint")
        .containsSubsequence("-Dspark.c=1", "-Dspark.c=2", "-Dspark.c=3")
        .containsSequence("polymnist.job.submit.Main", "eda", "--note", "a note")
        .doesNotContain("--class");
    String home = project.toRealPath().toString();
    String app = home + "/.build/" + last();
    assertThat(words)
        .contains("-Dspark.polymnist.home=" + home)
        .containsSequence(
            "-cp",
            "%1$s/polymnist-spark.jar:%1$s/polymnist-benchmark.jar:%1$s/lib/*:%1$s/spark-home/jars/*"
                .formatted(app));
    assertThat(words("--master", "local[2,3]", "eda")).contains("-Dspark.master=local[2,3]");
    // As Spark's launcher has it.
    assertThat(
            words(
                "--driver-java-options=-Dfirst=1",
                "--conf=spark.driver.extraJavaOptions=-Dlast=1",
                "eda"))
        .contains("-Dlast=1")
        .doesNotContain("-Dfirst=1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--jars a.jar eda",
        "--packages a:b:1 eda",
        "--conf spark.jars.packages=a:b:1 eda",
        "--conf spark.files=a eda",
        "--conf spark.driver.extraLibraryPath=/a eda",
        "--driver-java-options -Xmx9g eda",
        "--conf spark.app.name=other --archives a eda",
        "-v eda",
        "--master local-cluster[2,1,1024] eda",
        "--master yarn eda",
        "--master local[2] --deploy-mode cluster eda",
        "--properties-file master.properties eda",
        "benchmark"
      })
  void whatSparkAloneUnderstandsIsLeftToIt(String words) throws Exception {
    write(folder, "master.properties", "spark.master spark://a:7077\n");
    assertThat(words(words.split(" "))).containsSequence("--class", "polymnist.job.submit.Main");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"SPARK_SUBMIT_OPTS", "SPARK_CONF_DIR", "SPARK_DRIVER_MEMORY", "HADOOP_CONF_DIR"})
  void andWhatItsVariablesSay(String variable) throws Exception {
    assertThat(submit(Map.of(variable, "/etc"), "eda").said()).contains("\n--class\n");
    assertThat(submit(Map.of("SPARK_LOCAL_DIRS", "/etc"), "eda").said()).doesNotContain("--class");
  }

  private List<Path> archives() throws IOException {
    try (Stream<Path> files = Files.walk(project.resolve(".build"))) {
      return files.filter(file -> file.getFileName().toString().startsWith("classes-")).toList();
    }
  }

  private void awaitArchives(Predicate<List<Path>> expected)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!expected.test(archives())) {
      assertThat(System.nanoTime()).as(archives().toString()).isLessThan(end);
      Thread.sleep(20);
    }
  }

  @Test
  void theClassesOfTheFirstJobBecomeAnArchiveOfItsBuild() throws Exception {
    Map<String, String> many = Map.of("CLASSES", "10000");
    assertThat(submit("eda").said()).contains("-XX:DumpLoadedClassList=").doesNotContain("Shared");
    // A job that was refused has loaded few.
    awaitArchives(List::isEmpty);
    submit(many, "eda");
    Path archive = project.resolve(".build").resolve(last()).resolve("classes-17.0.1.jsa");
    awaitArchives(List.of(archive)::equals);
    List<String> words = words("eda");
    assertThat(words)
        .contains("-XX:SharedArchiveFile=" + archive.toRealPath())
        .noneMatch(word -> word.contains("DumpLoadedClassList"));
    String path = words.get(words.indexOf("-cp") + 1);
    assertThat(Files.readString(archive)).contains("-cp " + path);
    write(project, "src/main/code", "2");
    submit(many, "eda");
    Path next = project.resolve(".build").resolve(last()).resolve("classes-17.0.1.jsa");
    awaitArchives(List.of(next)::equals);
  }

  @Test
  void whoReadsWhatAJobSaysDoesNotWaitForTheArchive() throws Exception {
    Path held = Files.createFile(folder.resolve("held.archive"));
    ProcessBuilder builder =
        new ProcessBuilder(project.resolve("spark-submit.sh").toString(), "eda")
            .redirectErrorStream(true);
    Map<String, String> variables = builder.environment();
    variables.put("PATH", folder.resolve("bin") + ":" + variables.get("PATH"));
    variables.put("HELD", folder.resolve("held").toString());
    variables.put("CLASSES", "10000");
    Process process = builder.start();
    assertThat(new String(process.getInputStream().readAllBytes(), UTF_8)).contains("code 1");
    assertThat(archives()).isNotEmpty().noneMatch(path -> path.toString().endsWith(".jsa"));
    Files.delete(held);
    awaitArchives(paths -> paths.size() == 1 && paths.get(0).toString().endsWith(".jsa"));
  }

  @Test
  void jobsThatFollowEachOtherMakeOneArchive() throws Exception {
    Map<String, String> many = Map.of("CLASSES", "10000");
    Path held = Files.createFile(folder.resolve("held.archive"));
    Path begun = folder.resolve("held.begun");
    submit(many, "eda");
    awaitArchives(paths -> Files.exists(begun));
    submit(many, "eda");
    // What the second leaves is its list, and that goes.
    awaitArchives(paths -> paths.size() == 2);
    Files.delete(held);
    awaitArchives(paths -> paths.size() == 1 && paths.get(0).toString().endsWith(".jsa"));
    assertThat(Files.readAllLines(begun)).hasSize(1);
  }

  @Test
  void whatAProfileIncludesTravelsWithIt() throws Exception {
    write(project, "conf/base.conf", "x = 42\ny = 0");
    write(project, "conf/mine.conf", "a {\n  include \"base.conf\"\n}\n# an include\ny = 1\n");
    String[] words = {"--master", "yarn", "--deploy-mode", "cluster", "eda", "--profile", "mine"};
    String sent = submit(words).code("spark.polymnist.profile=");
    assertThat(new String(Base64.getDecoder().decode(sent.replaceFirst("[^=]*=", "")), UTF_8))
        .isEqualTo("a {\nx = 42\ny = 0\n}\n# an include\ny = 1\n");
    write(project, "conf/mine.conf", "include \"bose.conf\"");
    assertThat(submit(words).said())
        .contains("the profile includes " + project.toRealPath() + "/conf/bose.conf, which is not");
    write(project, "conf/mine.conf", "include required(\"base.conf\")");
    Ended other = submit(words);
    assertThat(other.code()).isEqualTo(2);
    assertThat(other.said()).contains("but not include required(\"base.conf\")");
  }

  /** YARN's own exit code is 1 of whatever did not succeed; the driver's is in its message. */
  @Test
  void ofADriverOnYarnTheExitCodeIsTheJobs() throws Exception {
    String[] words = {"--master", "yarn", "--deploy-mode", "cluster", "eda"};
    assertThat(submit(words).code()).isZero();
    program(
        project.resolve("spark"),
        """
        #!/usr/bin/env bash
        echo "ERROR Client: User class threw exception: $(cat "$HELD")" >&2
        exit 1
        """);
    for (String[] told :
        new String[][] {
          {"the job ended with exit code 3\ntoo much is bad", "3"},
          {"the job ended with exit code 3\nthe job ended with exit code 3", "3"},
          {"the job ended with exit code 2\nsays: the job ended with exit code 3", "2"},
          {"the node is lost", "1"}
        }) {
      Files.writeString(folder.resolve("held"), told[0]);
      byHand();
      assertThat(submit(words).code()).isEqualTo(Integer.parseInt(told[1]));
    }
  }

  /** Java takes the words of its command line for what the locale says. */
  @ParameterizedTest
  @ValueSource(strings = {"", "C", "POSIX"})
  void textIsKeptWithoutALocale(String locale) throws Exception {
    Map<String, String> environment = Map.of("LC_ALL", locale, "LANG", "", "LC_CTYPE", "");
    assertThat(submit(environment, "eda", "--note", "für Zoë").code("locale "))
        .isEqualTo("locale UTF-8");
  }

  /**
   * macOS has bash 3.2 and the tools of BSD, which no machine of ours has: what they lack is not
   * written.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "spark-submit.sh",
        "src/main/spark-home/bin/spark-class",
        "src/main/spark-home/bin/spark-submit"
      })
  void nothingIsWrittenThatMacOsLacks(String script) throws IOException {
    String text = Files.readString(Path.of(script));
    assertThat(text)
        .doesNotContainPattern(
            "readlink -|realpath|sed -[a-z]*[riE]|find .*-(newer|quit|printf)|base64 -|cp"
                + " -[a-z]*[al]|stat -|date -|xargs -[dr]|mktemp -|head -c|sort -[zV]|grep"
                + " -[a-zA-Z]*P|declare -[An]|local -[An]|mapfile|readarray|coproc|\\|&|&>>|;;&")
        .doesNotContainPattern("\\\\[SsWwdb]\\b|\\$\\{\\w+(,,|\\^\\^|@\\w)|\\[-1\\]|\\$EPOCH|%\\(");
    // An array that may be empty is read by ${a[@]+"${a[@]}"} or where its length was asked.
    Matcher empty = Pattern.compile("(?m)^ *(\\w+)=\\(\\)$").matcher(text);
    while (empty.find()) {
      String array = empty.group(1);
      String guarded = "\\$\\{" + array + "\\[@\\]\\+\"\\$\\{" + array + "\\[@\\]\\}\"\\}";
      assertThat(text.replaceAll(guarded, ""))
          .satisfiesAnyOf(
              rest -> assertThat(rest).doesNotContain("${" + array + "[@]}"),
              rest ->
                  assertThat(rest)
                      .containsPattern("(\\$\\{#" + array + "\\[@\\]\\}).*(-gt 0|- 1)"));
    }
  }
}
