package polymnist.job.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileChecksum;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.MD5MD5CRC32GzipFileChecksum;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.io.MD5Hash;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import polymnist.setting.UserError;
import polymnist.warehouse.InputFiles;
import polymnist.warehouse.Inputs;

class FingerprintTest {
  private static final String CODE = "the code";
  private static final String SETTINGS = "{\"examples\":6}";
  private static final Map<String, String> TABLES = Map.of("corpus", "r1", "quarantine", "r2");
  private static final List<Inputs.EarlierTable> EARLIER =
      List.of(new Inputs.EarlierTable("image_statistics", "r0"));

  private final Configuration hadoop = new Configuration();
  @TempDir private Path folder;
  private Path first;
  private Path second;

  @BeforeEach
  void writeFiles() throws IOException {
    first = Files.writeString(folder.resolve("first.sql"), "SELECT 1");
    Path below = Files.createDirectory(folder.resolve("below"));
    second = Files.writeString(below.resolve("second.sql"), "SELECT 2");
  }

  private static String of(
      String job, String code, String settings, Inputs inputs, Configuration hadoop) {
    return Fingerprint.of(Fingerprint.parts(job, code, settings, inputs, "/nowhere", hadoop));
  }

  private String of(Inputs inputs) {
    return of("eda", CODE, SETTINGS, inputs, hadoop);
  }

  private Inputs inputs() {
    return reading(TABLES);
  }

  private Inputs reading(Map<String, String> tables) {
    return new Inputs(tables, List.of(InputFiles.all(folder.toString())), EARLIER);
  }

  /** As in a folder that somebody gave: whoever opens a pipe waits for ever. */
  @Test
  @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void aPipeIsNotOpened() throws Exception {
    String before = of(inputs());
    Process made = new ProcessBuilder("mkfifo", folder.resolve("pipe.png").toString()).start();
    assertThat(made.waitFor()).isZero();
    assertThat(of(inputs())).isNotEqualTo(before);
  }

  @Test
  void whereNothingChangedItIsTheSame() {
    String before = of(inputs());
    assertThat(before).matches("[0-9a-f]{64}");
    assertThat(of(inputs())).isEqualTo(before);
  }

  @Test
  void anotherJobChangesIt() {
    assertThat(of("plant", CODE, SETTINGS, inputs(), hadoop)).isNotEqualTo(of(inputs()));
  }

  @Test
  void otherCodeChangesIt() {
    assertThat(of("eda", "other code", SETTINGS, inputs(), hadoop)).isNotEqualTo(of(inputs()));
  }

  @Test
  void otherSettingsChangeIt() {
    assertThat(of("eda", CODE, "{\"examples\":7}", inputs(), hadoop)).isNotEqualTo(of(inputs()));
  }

  @Test
  void whatStandsSideBySideDoesNotRunTogether() {
    assertThat(of("ed", CODE, "{\"a\":1}", Inputs.NONE, hadoop))
        .isNotEqualTo(of("eda", CODE, "{}", Inputs.NONE, hadoop));
  }

  @Test
  void anotherRunOfAnInputChangesIt() {
    String before = of(inputs());
    assertThat(of(reading(Map.of("corpus", "r3", "quarantine", "r2")))).isNotEqualTo(before);
    assertThat(of(reading(Map.of("corpus", "r2", "quarantine", "r1")))).isNotEqualTo(before);
    assertThat(of(reading(Map.of("corpus", "r1")))).isNotEqualTo(before);
  }

  @Test
  void anotherEarlierRunChangesIt() {
    List<InputFiles> files = List.of(InputFiles.all(folder.toString()));
    Inputs.EarlierTable other = new Inputs.EarlierTable("image_statistics", "r3");
    assertThat(of(new Inputs(TABLES, files, List.of(other)))).isNotEqualTo(of(inputs()));
    assertThat(of(new Inputs(TABLES, files, List.of()))).isNotEqualTo(of(inputs()));
  }

  @Test
  void theOrderInWhichTablesAreNamedDoesNotChangeIt() {
    Map<String, String> there = new LinkedHashMap<>();
    Map<String, String> back = new LinkedHashMap<>();
    for (int i = 0; i < 9; i++) {
      there.put("table" + i, "r" + i);
      back.put("table" + (8 - i), "r" + (8 - i));
    }
    assertThat(of(reading(there))).isEqualTo(of(reading(back)));
  }

  @Test
  void anotherContentOfAFileChangesIt() throws IOException {
    Inputs oneFile = new Inputs(Map.of(), List.of(InputFiles.all(second.toString())), List.of());
    String beforeOfFolder = of(inputs());
    String beforeOfFile = of(oneFile);
    // As long as before.
    Files.writeString(second, "SELECT 3");
    assertThat(of(inputs())).isNotEqualTo(beforeOfFolder);
    assertThat(of(oneFile)).isNotEqualTo(beforeOfFile);
  }

  @Test
  void filesThatSwapTheirContentsChangeIt() throws IOException {
    String before = of(inputs());
    Files.writeString(first, "SELECT 2");
    Files.writeString(second, "SELECT 1");
    assertThat(of(inputs())).isNotEqualTo(before);
  }

  @Test
  void anotherNameOfAFileBelowAFolderChangesIt() throws IOException {
    String before = of(inputs());
    Files.move(second, second.resolveSibling("third.sql"));
    assertThat(of(inputs())).isNotEqualTo(before);
  }

  @Test
  void anAddedFileChangesItThoughItIsEmpty() throws IOException {
    String before = of(inputs());
    Files.createFile(second.resolveSibling("third.sql"));
    assertThat(of(inputs())).isNotEqualTo(before);
  }

  @Test
  void theTimeOfAFileAloneDoesNotChangeIt() throws IOException {
    String before = of(inputs());
    Files.setLastModifiedTime(first, FileTime.fromMillis(0));
    Files.setLastModifiedTime(second, FileTime.fromMillis(0));
    assertThat(of(inputs())).isEqualTo(before);
  }

  /** What a job has read before is no reason to lose its work. */
  @Test
  void aPlaceThatIsRemovedMeanwhileIsAnotherStampAndNoError() throws IOException {
    Inputs oneFile = new Inputs(Map.of(), List.of(InputFiles.all(second.toString())), List.of());
    String before = Fingerprint.stamp(oneFile, hadoop);
    assertThat(Fingerprint.stamp(oneFile, hadoop)).isEqualTo(before);
    Files.delete(second);
    assertThat(Fingerprint.stamp(oneFile, hadoop)).isNotEqualTo(before);
  }

  /** Of a store, whose bytes cross a network. */
  public static final class KnowingStore extends RawLocalFileSystem {
    @Override
    public URI getUri() {
      return URI.create("knowing:///");
    }

    /** Without rights, for which Hadoop asks a program that knows local files alone. */
    @Override
    public FileStatus[] listStatus(org.apache.hadoop.fs.Path folder) throws IOException {
      return Arrays.stream(super.listStatus(folder))
          .map(f -> new FileStatus(f.getLen(), f.isDirectory(), 1, 1, 0, f.getPath()))
          .toArray(FileStatus[]::new);
    }

    @Override
    public FileChecksum getFileChecksum(org.apache.hadoop.fs.Path file) throws IOException {
      byte[] bytes = Files.readAllBytes(pathToFile(file).toPath());
      return new MD5MD5CRC32GzipFileChecksum(1, 1, MD5Hash.digest(bytes));
    }

    @Override
    public FSDataInputStream open(org.apache.hadoop.fs.Path file, int buffer) {
      throw new AssertionError(file + " is read");
    }
  }

  @Test
  void whatAStoreKnowsIsNotReadFromIt() throws IOException {
    hadoop.set("fs.knowing.impl", KnowingStore.class.getName());
    Inputs stored = new Inputs(Map.of(), List.of(InputFiles.all("knowing:" + folder)), List.of());
    String before = of(stored);
    Files.writeString(second, "SELECT 3");
    assertThat(of(stored)).isNotEqualTo(before);
    Files.writeString(second, "SELECT 2");
    assertThat(of(stored)).isEqualTo(before);
  }

  @Test
  void theVersionOfSparkIsAPart() {
    assertThat(Fingerprint.parts("eda", CODE, SETTINGS, Inputs.NONE, "/nowhere", hadoop))
        .containsEntry("spark", org.apache.spark.package$.MODULE$.SPARK_VERSION());
  }

  @Test
  void aMissingFileIsNamed() {
    Path missing = folder.resolve("missing");
    Inputs declared = new Inputs(Map.of(), List.of(InputFiles.all(missing.toString())), List.of());
    assertThatThrownBy(() -> of(declared))
        .isInstanceOfSatisfying(UserError.class, error -> assertThat(error.exitCode()).isEqualTo(2))
        .hasMessage("there is no file or folder " + missing);
    String settings = "{\"a\":\"/other\",\"b\":{\"c\":[\"%s\"]}}".formatted(missing);
    assertThatThrownBy(() -> Fingerprint.parts("eda", CODE, settings, declared, "/nowhere", hadoop))
        .hasMessage("eda.b.c: there is no file or folder " + missing);
  }
}
