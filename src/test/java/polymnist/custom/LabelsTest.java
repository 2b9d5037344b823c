package polymnist.custom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polymnist.job.UserError;

class LabelsTest {
  private static final Set<String> PATHS = Set.of("a.png", "b/c, d.png");

  @TempDir private Path folder;

  private void write(String path, String content) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  private List<PictureFile> pictures(String labels) {
    return CustomJob.pictures(
        new CustomSettings(folder.toString(), labels, "none", 1, 1), new Configuration());
  }

  @Test
  void columnsAreFoundByNameAndValuesMayBeQuoted() {
    String csv = "\ufeffkind,label,path\r\nink,7,a.png\r\n\r\n\"a \"\"pen\"\"\",0,\"b/c, d.png\"\n";
    assertThat(Labels.ofCsv("l.csv", csv, PATHS)).isEqualTo(Map.of("a.png", 7, "b/c, d.png", 0));
  }

  @Test
  void aPictureNeedNotHaveALine() {
    assertThat(Labels.ofCsv("l.csv", "path,label\na.png,3", PATHS)).containsOnlyKeys("a.png");
  }

  @Test
  void wrongLinesAreNamed() {
    assertThatThrownBy(() -> Labels.ofCsv("l.csv", "path,label\na.png,3\nx.png,3", PATHS))
        .isInstanceOf(UserError.class)
        .hasMessage("l.csv:3: there is no picture 'x.png'");
    assertThatThrownBy(() -> Labels.ofCsv("l.csv", "path,label\na.png,10", PATHS))
        .isInstanceOf(UserError.class)
        .hasMessage("l.csv:2: a label must be a digit 0 to 9, was '10'");
    assertThatThrownBy(() -> Labels.ofCsv("l.csv", "path,label\na.png,", PATHS))
        .hasMessage("l.csv:2: a label must be a digit 0 to 9, was ''");
    assertThatThrownBy(() -> Labels.ofCsv("l.csv", "path,label\na.png", PATHS))
        .hasMessage("l.csv:2: has 1 of 2 columns");
    assertThatThrownBy(() -> Labels.ofCsv("l.csv", "path,label\na.png,1\na.png,1", PATHS))
        .hasMessage("l.csv:3: the picture 'a.png' has a line already");
    assertThatThrownBy(() -> Labels.ofCsv("l.csv", "file,digit\na.png,1", PATHS))
        .hasMessage("l.csv:1: must name the columns path and label, was 'file,digit'");
  }

  @Test
  void foldersNamedByDigitsAreLabels() {
    assertThat(Labels.ofFolders(Set.of("0/x.png", "w/9/x.png")))
        .isEqualTo(Map.of("0/x.png", 0, "w/9/x.png", 9));
    assertThat(Labels.ofFolders(Set.of("0/x.png", "x.png"))).isEmpty();
    assertThat(Labels.ofFolders(Set.of("0/x.png", "10/x.png"))).isEmpty();
  }

  @Test
  void picturesOfAllFoldersAreListedInOrderWithoutNotes() throws IOException {
    write("b (1)/7 ä.PNG", "");
    write("a%20.jpg", "");
    write("README.md", "");
    write(".hidden.png", "");
    assertThat(pictures(""))
        .extracting(PictureFile::path)
        .containsExactly("a%20.jpg", "b (1)/7 ä.PNG");
    assertThat(pictures("")).extracting(PictureFile::label).containsOnlyNulls();
  }

  @Test
  void theLabelsFileInTheFolderIsTaken() throws IOException {
    write("0/x.png", "");
    write("labels.csv", "path,label\n0/x.png,5\n");
    assertThat(pictures("")).extracting(PictureFile::label).containsExactly(5);
  }

  @Test
  void aLabelsFileThatIsNamedComesFirst() throws IOException {
    write("0/x.png", "");
    write("labels.csv", "path,label\n0/x.png,5\n");
    write("other.csv", "path,label\n0/x.png,6\n");
    assertThat(pictures(folder.resolve("other.csv").toString()))
        .extracting(PictureFile::label)
        .containsExactly(6);
  }

  @Test
  void missingThingsAreNamed() throws IOException {
    assertThatThrownBy(() -> pictures(""))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("holds no picture");
    write("0/x.png", "");
    String missing = folder.resolve("missing.csv").toString();
    assertThatThrownBy(() -> pictures(missing))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(missing);
    assertThatThrownBy(
            () -> PictureFile.list(folder.resolve("gone").toString(), new Configuration()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("there is no folder of pictures");
  }
}
