package polymnist.input;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import polymnist.image.UnreadableImage;

class InputFolderTest {
  private static final Configuration HADOOP = new Configuration();

  @TempDir private Path folder;

  private Map<String, String> problems() throws IOException {
    Map<String, String> problems = new TreeMap<>();
    for (InputFile file : InputFolder.list(folder.toString(), HADOOP)) {
      problems.put(file.path(), String.valueOf(file.problem()));
    }
    return problems;
  }

  private void shell(String command) throws Exception {
    Process shell =
        new ProcessBuilder("bash", "-c", command).directory(folder.toFile()).inheritIO().start();
    assertThat(shell.waitFor()).isZero();
  }

  @Test
  void namesThatAreUnusualAreReadAsTheyAre() throws Exception {
    List<String> names =
        List.of(
            "a:b.png",
            "a b.png",
            "100%.png",
            "%41.png",
            "[1].png",
            "{a,b}.png",
            "a#b?.png",
            "a\\b.png",
            "a\nb.png",
            "-rf.png",
            "*.png",
            "_x.png",
            ".x.png");
    for (String name : names) {
      Files.createDirectories(folder.resolve("d e:f"));
      Files.writeString(folder.resolve("d e:f").resolve(name), name);
    }
    List<InputFile> listed = InputFolder.list(folder.toString(), HADOOP);
    assertThat(listed).hasSize(names.size()).allSatisfy(f -> assertThat(f.problem()).isNull());
    for (InputFile file : listed) {
      String name = file.path().substring("d e:f/".length());
      assertThat(names).contains(name);
      assertThat(new String(InputBytes.read(file, 100, HADOOP), UTF_8)).isEqualTo(name);
      assertThat(file.bytes()).isEqualTo(name.length());
    }
  }

  @Test
  @Timeout(20)
  void linksAreTakenWhereTheyLeadToAFileOfTheFolder() throws Exception {
    Files.createDirectories(folder.resolve("a"));
    Files.writeString(folder.resolve("a/1.png"), "one");
    shell(
        "ln -s 1.png a/2.png; ln -s . a/loop; ln -s .. a/up; ln -s a other; ln -s nothing dangling;"
            + " ln -s /etc/passwd out.png; ln -s /etc outfolder; ln -s self self");
    assertThat(problems())
        .isEqualTo(
            Map.of(
                "a/1.png", "null",
                "a/2.png", "null",
                "a/loop", "is a link to a folder, and such are not followed: copy the folder",
                "a/up", "is a link to a folder, and such are not followed: copy the folder",
                "other", "is a link to a folder, and such are not followed: copy the folder",
                "dangling", "is a link that leads nowhere",
                "out.png", "is a link that leads out of the folder: copy the file",
                "outfolder", "is a link to a folder, and such are not followed: copy the folder",
                "self", "is a link that leads nowhere"));
  }

  @Test
  void theFolderItselfMayBeALink() throws Exception {
    Files.createDirectories(folder.resolve("a"));
    Files.writeString(folder.resolve("a/1.png"), "one");
    shell("ln -s a b");
    assertThat(InputFolder.list(folder.resolve("b").toString(), HADOOP))
        .extracting(InputFile::path)
        .containsExactly("1.png");
  }

  @Test
  @Timeout(20)
  void whatIsNoFileOrHasNoNameIsNamedAndNotOpened() throws Exception {
    shell("mkfifo pipe.png; touch $'\\xff\\xfe.png'; touch empty.png");
    Map<String, String> problems = problems();
    assertThat(problems).hasSize(3).containsEntry("empty.png", "null");
    assertThat(problems.get("pipe.png")).isEqualTo("is a pipe, a socket or a device and no file");
    problems.remove("pipe.png");
    problems.remove("empty.png");
    assertThat(problems.values())
        .containsExactly(
            "has a name that is no text in this system's encoding: rename it, or set"
                + " LC_ALL=C.UTF-8");
    InputFile pipe =
        InputFolder.list(folder.toString(), HADOOP).stream()
            .filter(file -> file.path().equals("pipe.png"))
            .findFirst()
            .orElseThrow();
    assertThatThrownBy(() -> InputBytes.read(pipe, 100, HADOOP))
        .isInstanceOf(UnreadableImage.class)
        .hasMessage("is a pipe, a socket or a device and no file");
  }

  @Test
  void junkIsKnownByItsName() {
    assertThat(
            List.of(
                ".DS_Store",
                "a/Thumbs.db",
                "a/.hidden/1.png",
                "_SUCCESS",
                "a/_x",
                "__MACOSX/a/1.png"))
        .allMatch(InputFolder::isJunk);
    assertThat(List.of("1.png", "a/1.png", "a_b/1.png", "thumbs.db.png"))
        .noneMatch(InputFolder::isJunk);
  }

  @Test
  void aMissingFolderIsNoEmptyOne() {
    assertThatThrownBy(() -> InputFolder.list(folder.resolve("none").toString(), HADOOP))
        .isInstanceOf(FileNotFoundException.class);
  }

  @Test
  void aFileIsListedAsItself() throws IOException {
    Files.writeString(folder.resolve("labels.csv"), "path");
    assertThat(InputFolder.list(folder.resolve("labels.csv").toString(), HADOOP))
        .extracting(InputFile::path, InputFile::bytes)
        .containsExactly(tuple("", 4L));
  }
}
