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
import polymnist.setting.UserError;

class LabelsTest {
  private static final Set<String> PATHS = Set.of("a.png", "b/c, d.png");

  @TempDir private Path folder;

  private void write(String path, String content) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  private List<PictureFile> pictures(String labels) {
    return pictures(labels, "");
  }

  private List<PictureFile> pictures(String labels, String groupBy) {
    return CustomJob.pictures(
        CustomSettingsTest.settings(folder.toString(), labels, groupBy), new Configuration());
  }

  private static List<Integer> labels(List<PictureFile> pictures) {
    return pictures.stream().map(picture -> picture.given().label()).toList();
  }

  @Test
  void columnsAreFoundByNameAndValuesMayBeQuoted() {
    String csv = "\ufeffkind,label,path\r\nink,7,a.png\r\n\r\n\"a \"\"pen\"\"\",0,\"b/c, d.png\"\n";
    assertThat(Labels.ofCsv("l.csv", csv, PATHS))
        .isEqualTo(
            Map.of(
                "a.png",
                new PictureLabel(7, Map.of("kind", "ink")),
                "b/c, d.png",
                new PictureLabel(0, Map.of("kind", "a \"pen\""))));
  }

  @Test
  void emptyValuesAndColumnsWithoutANameAreLeftOut() {
    assertThat(Labels.ofCsv("l.csv", "path,label,hand,\na.png,3,,\n\"b/c, d.png\",4", PATHS))
        .isEqualTo(Map.of("a.png", PictureLabel.of(3), "b/c, d.png", PictureLabel.of(4)));
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
    assertThatThrownBy(() -> Labels.ofCsv("l.csv", "path,label\na.png,1,round", PATHS))
        .hasMessage("l.csv:2: has 3 of 2 columns");
    assertThatThrownBy(() -> Labels.ofCsv("l.csv", "path,label,by,by\na.png,1,x,y", PATHS))
        .hasMessage("l.csv:1: names the column by twice");
    assertThatThrownBy(() -> Labels.ofCsv("l.csv", "file,digit\na.png,1", PATHS))
        .hasMessage("l.csv:1: must name the columns path and label, was 'file,digit'");
  }

  @Test
  void foldersNamedByDigitsAreLabels() {
    assertThat(Labels.ofFolders(Set.of("0/x.png", "w/9/x.png")))
        .isEqualTo(Map.of("0/x.png", PictureLabel.of(0), "w/9/x.png", PictureLabel.of(9)));
    assertThat(Labels.ofFolders(Set.of("0/x.png", "x.png"))).isEmpty();
    assertThat(Labels.ofFolders(Set.of("0/x.png", "10/x.png"))).isEmpty();
  }

  @Test
  void filesNamedAsThePageToDrawOnNamesThemAreLabels() {
    assertThat(Labels.ofPaths(Set.of("digit-7-1.png", "x/digit-0-Ann-12.png", "digit-3.png")))
        .isEqualTo(
            Map.of(
                "digit-7-1.png", PictureLabel.of(7),
                "x/digit-0-Ann-12.png", PictureLabel.of(0),
                "digit-3.png", PictureLabel.of(3)));
    assertThat(Labels.ofPaths(Set.of("digit-7-1.png", "seven.png"))).isEmpty();
    assertThat(Labels.ofPaths(Set.of("digit-71.png"))).isEmpty();
  }

  @Test
  void accuracyIsGroupedByAColumnThatIsThere() throws IOException {
    write("x.png", "");
    write("labels.csv", "path,label,hand\nx.png,5,round\n");
    assertThat(pictures("", "hand").get(0).given().attributes())
        .containsExactly(Map.entry("hand", "round"));
    assertThatThrownBy(() -> pictures("", "writer"))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "custom.group-by is writer, a column that no picture has a value in: columns are hand");
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
    assertThat(labels(pictures(""))).containsOnlyNulls();
  }

  @Test
  void theLabelsFileInTheFolderIsTaken() throws IOException {
    write("0/x.png", "");
    write("labels.csv", "path,label\n0/x.png,5\n");
    assertThat(labels(pictures(""))).containsExactly(5);
  }

  @Test
  void aLabelsFileThatIsNamedComesFirst() throws IOException {
    write("0/x.png", "");
    write("labels.csv", "path,label\n0/x.png,5\n");
    write("other.csv", "path,label\n0/x.png,6\n");
    assertThat(labels(pictures(folder.resolve("other.csv").toString()))).containsExactly(6);
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
