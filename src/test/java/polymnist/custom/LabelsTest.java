package polymnist.custom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import polymnist.custom.picture.Labelling;
import polymnist.custom.picture.Labels;
import polymnist.custom.picture.PictureFile;
import polymnist.custom.picture.PictureFolder;
import polymnist.custom.picture.PictureLabel;
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
    String csv = "kind,label,path\r\nink,7,a.png\r\n\r\n\"a \"\"pen\"\"\",0,\"b/c, d.png\"\n";
    assertThat(Labels.ofTable("l.csv", csv, PATHS).labels())
        .isEqualTo(
            Map.of(
                "a.png",
                new PictureLabel(7, true, Map.of("kind", "ink")),
                "b/c, d.png",
                new PictureLabel(0, true, Map.of("kind", "a \"pen\""))));
  }

  @Test
  void emptyValuesAndColumnsWithoutANameAreLeftOut() {
    assertThat(
            Labels.ofTable("l.csv", "path,label,hand,\na.png,3,,\n\"b/c, d.png\",4", PATHS)
                .labels())
        .isEqualTo(Map.of("a.png", PictureLabel.of(3), "b/c, d.png", PictureLabel.of(4)));
  }

  @Test
  void noneSaysThatThereIsNoDigitAndEmptySaysNothing() {
    Labelling read = Labels.ofTable("l.csv", "path,label\na.png,None\n\"b/c, d.png\",\n", PATHS);
    assertThat(read.labels())
        .isEqualTo(
            Map.of(
                "a.png",
                new PictureLabel(null, false, Map.of()),
                "b/c, d.png",
                PictureLabel.NOTHING));
    assertThat(read.labels().get("a.png").showsDigit()).isFalse();
    assertThat(read.labels().get("b/c, d.png").showsDigit()).isNull();
    assertThat(PictureLabel.of(0).showsDigit()).isTrue();
  }

  @Test
  void aPictureNeedNotHaveALine() {
    assertThat(Labels.ofTable("l.csv", "path,label\na.png,3", PATHS).labels())
        .containsOnlyKeys("a.png");
  }

  @Test
  void anEmptyLabelIsNone() {
    Map<String, PictureLabel> labels =
        Labels.ofTable("l.csv", "path,label,kind\na.png,,letter", PATHS).labels();
    assertThat(labels.get("a.png").label()).isNull();
    assertThat(labels.get("a.png").attributes()).containsEntry("kind", "letter");
  }

  private static List<String> problems(String text) {
    return Labels.ofTable("l.csv", text, Set.of("a.png", "b.png")).problems();
  }

  @Test
  void aWrongLineIsNamedAndCostsNoOther() {
    String text =
        """
        path,label,by
        x.png,3
        a.png,10
        a.png
        "a.png,7
        a.png,1
        a.png,2
        b.png,1,me,round
        b.png,4
        """;
    Labelling read = Labels.ofTable("l.csv", text, Set.of("a.png", "b.png"));
    assertThat(read.labels())
        .isEqualTo(Map.of("a.png", PictureLabel.of(1), "b.png", PictureLabel.of(4)));
    assertThat(read.problems())
        .containsExactly(
            "l.csv:2: there is no picture 'x.png': write its path from the folder of pictures on,"
                + " such as a.png",
            "l.csv:3: a label must be a digit 0 to 9, zero to nine, none where there is no digit, or"
                + " empty, was '10'",
            "l.csv:4: has 1 of 3 columns",
            read.problems().get(3),
            "l.csv:7: the picture 'a.png' has a line already",
            "l.csv:8: has 4 of 3 columns");
    assertThat(read.problems().get(3)).startsWith("l.csv:5: ");
  }

  @Test
  void ofManyWrongLinesTheFirstAndTheNumberArePrinted() {
    List<String> printed =
        Labels.ofTable("l.csv", "path,label\n" + "?.png,1\n".repeat(30) + "a.png,1", PATHS)
            .problemsInWords();
    assertThat(printed).hasSize(21).last().isEqualTo("... and 10 lines more");
  }

  @Test
  void aTableOfWhichNothingCanBeUsedIsRefused() {
    assertThatThrownBy(() -> problems("path,label\nx.png,1"))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("no line can be used: l.csv:2: there is no picture 'x.png'");
    assertThatThrownBy(() -> problems("path,label,by,by\na.png,1,x,y"))
        .hasMessage("l.csv:1: names the column by twice");
    assertThatThrownBy(() -> problems("file,digit\na.png,1"))
        .hasMessage("l.csv:1: must name the columns path and label, was 'file,digit'");
  }

  /** As Excel, pandas, find, Windows, macOS, Hugging Face and people by hand write them. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "path;label\r\ns/\u00e9.png;7\r\n",
        "path\tlabel\ns/\u00e9.png\t7",
        "path|label\rs/\u00e9.png|7\r",
        "\"path\";\"label\";\"a, b, c\"\n\"s/\u00e9.png\";\"7\";\"\"",
        ",path,label\n0,s/\u00e9.png,7.0\n",
        "path;label\ns/\u00e9.png;7,0\n",
        "path,label\n./s/\u00e9.png,7\n",
        "path,label\n.\\s\\\u00e9.png,7\n",
        "path,label\ns/e\u0301.png,7\n",
        "Label , Path\nseven, s/\u00e9.png \n",
        "file_name,LABEL\ns/\u00e9.png,Seven",
        "Filename,label\ns/\u00e9.png,7",
        "{\"file_name\": \"s/\u00e9.png\", \"label\": 7}\n",
        "\n{\"label\": \"7\", \"path\": \"s\\\\\u00e9.png\"}\n",
      })
  void tablesAreReadAsProgramsWriteThem(String table) {
    Labelling read = Labels.ofTable("l", table, Set.of("s/\u00e9.png", "b.png"));
    assertThat(read.labels()).isEqualTo(Map.of("s/\u00e9.png", PictureLabel.of(7)));
    assertThat(read.problems()).isEmpty();
  }

  @Test
  void aPathThatIsThereAsItStandsIsThatPicture() {
    Set<String> both = Set.of("e\u0301.png", "\u00e9.png", "a\\b.png", "a/b.png");
    assertThat(
            Labels.ofTable("l", "path,label\ne\u0301.png,1\n\u00e9.png,2\na\\b.png,3", both)
                .labels())
        .isEqualTo(
            Map.of(
                "e\u0301.png", PictureLabel.of(1),
                "\u00e9.png", PictureLabel.of(2),
                "a\\b.png", PictureLabel.of(3)));
  }

  @Test
  void objectsKeepFurtherValuesAndWrongOnesAreNamed() {
    String text =
        """
        {"file_name": "a.png", "label": null, "hand": "round", "box": [1, 2]}
        {"file_name": "b.png"}
        {"file_name": "b.png", "label": 3
        [7]
        """;
    Labelling read = Labels.ofTable("m.jsonl", text, Set.of("a.png", "b.png"));
    assertThat(read.labels())
        .isEqualTo(
            Map.of("a.png", new PictureLabel(null, null, Map.of("hand", "round", "box", "[1,2]"))));
    assertThat(read.problems()).hasSize(3);
    assertThat(read.problems().get(0))
        .isEqualTo("m.jsonl:2: must be as {\"file_name\": \"sub/a.png\", \"label\": 7}");
    assertThat(read.problems().get(1)).startsWith("m.jsonl:3: is no JSON: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16", "UTF-16LE", "UTF-16BE"})
  void aByteOrderMarkTellsTheEncoding(String charset) throws IOException {
    String text = "path;label\r\n\u4e00 \u00e9.png;7\r\n";
    String mark = charset.equals("UTF-16") ? "" : "\ufeff";
    assertThat(Labels.text((mark + text).getBytes(charset))).isEqualTo(text);
  }

  @Test
  void whatIsNoUtf8IsOfWindows() throws IOException {
    String text = "path;label\r\n\u00fc \u20ac.png;7\r\n";
    assertThat(Labels.text(text.getBytes("windows-1252"))).isEqualTo(text);
  }

  @Test
  void metadataOfHuggingFaceIsTakenWhereItHasLabels() throws IOException {
    write("0/x.png", "");
    write("metadata.csv", "file_name,text\n0/x.png,a cat\n");
    assertThat(labels(pictures(""))).containsExactly(0);
    write("metadata.csv", "file_name,label\n0/x.png,4\n");
    assertThat(labels(pictures(""))).containsExactly(4);
    Files.delete(folder.resolve("metadata.csv"));
    write("metadata.jsonl", "{\"file_name\":\"0/x.png\",\"label\":6}\n");
    assertThat(labels(pictures(""))).containsExactly(6);
    write("labels.csv", "path,label\n0/x.png,5\n");
    assertThat(labels(pictures(""))).containsExactly(5);
  }

  private static Map<String, Integer> ofPaths(String... paths) {
    Map<String, Integer> labels = new HashMap<>();
    Labels.ofPaths(Set.of(paths))
        .labels()
        .forEach((path, given) -> labels.put(path, given.label()));
    return labels;
  }

  @Test
  void foldersNamedByDigitsAreLabelsAtAnyLevel() {
    assertThat(ofPaths("0/x.png", "w/9/x.png", "SEVEN/x.png", "Three/old/x.png", "1/2/x.png"))
        .isEqualTo(
            Map.of(
                "0/x.png",
                0,
                "w/9/x.png",
                9,
                "SEVEN/x.png",
                7,
                "Three/old/x.png",
                3,
                "1/2/x.png",
                2));
    assertThat(Labels.ofPaths(Set.of("0/x.png")).rule()).isEqualTo("their folders");
  }

  @Test
  void aStrayPictureAtTheRootTakesNoLabelsAway() {
    assertThat(ofPaths("0/x.png", "9/x.png", "stray.png", "4.png"))
        .isEqualTo(Map.of("0/x.png", 0, "9/x.png", 9));
  }

  @Test
  void aPictureInAnotherFolderTakesTheLabelsOfFoldersAway() {
    assertThat(ofPaths("0/x.png", "10/x.png")).isEmpty();
    assertThat(Labels.ofPaths(Set.of("0/x.png", "misc/y.png", "misc/7.png")).rule())
        .isEqualTo(
            "no labels.csv, misc/7.png is in none of the folders 0 to 9 or zero to nine,"
                + " only 1 of 3 names such as 7.png or seven_1.jpg");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "7.png",
        "7",
        "7_1.jpg",
        "7-1.jpg",
        "7 (2).png",
        "digit-7.png",
        "digit-7-1.png",
        "digit-7-Ann-12.png",
        "digit_7.png",
        "Digit7.PNG",
        "seven.jpg",
        "Seven_1.jpg",
        "digit-seven.jpg",
        "a/b/7\n.png"
      })
  void namesThatBeginWithADigitAreLabels(String path) {
    assertThat(ofPaths(path)).isEqualTo(Map.of(path, 7));
    assertThat(Labels.ofPaths(Set.of(path)).rule()).startsWith("their names, as ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.png",
        "2026.png",
        "IMG_7.jpg",
        "71.png",
        "07.png",
        "7a.png",
        "7ä.png",
        "digit-71.png",
        "digits-7.png",
        "seventy.png",
        "sevens.png",
        "digit.png",
        "ten.png",
        "\u0667.png"
      })
  void otherNamesAreNoLabels(String path) {
    assertThat(ofPaths(path)).isEmpty();
  }

  @Test
  void namesTellWhereAtLeastHalfDo() {
    assertThat(ofPaths("7.png", "two.jpg", "IMG_1.jpg", "IMG_2.jpg"))
        .isEqualTo(Map.of("7.png", 7, "two.jpg", 2));
    assertThat(ofPaths("7.png", "IMG_1.jpg", "IMG_2.jpg")).isEmpty();
  }

  @Test
  void whatIsPrintedNamesTheRuleAndThePicturesWithoutALabel() throws IOException {
    write("7/x.png", "");
    write("seven/y.png", "");
    assertThat(printed()).isEqualTo("2 of 2 pictures have a label, by their folders");
    write("stray.png", "");
    assertThat(printed())
        .isEqualTo("2 of 3 pictures have a label, by their folders; without one: stray.png");
    Path csv = folder.resolve("labels.csv");
    write("labels.csv", "path,label\nstray.png,4\n");
    assertThat(printed())
        .isEqualTo(
            "1 of 3 pictures have a label, by %s; without one: 7/x.png, seven/y.png"
                .formatted(csv));
    write("labels.csv", "path,label\n");
    assertThat(printed()).isEqualTo("no picture has a label: %s names no picture".formatted(csv));
  }

  /** Numbered photos look as if they were labelled: what one name was taken for shows it. */
  @Test
  void whatIsPrintedSaysWhatANameWasTakenFor() throws IOException {
    write("2-desk.jpg", "");
    write("1-desk.jpg", "");
    assertThat(printed())
        .isEqualTo("2 of 2 pictures have a label, by their names, as 1-desk.jpg is a 1");
  }

  @Test
  void whatIsPrintedSaysWhyThereAreNoLabels() throws IOException {
    write("IMG_1.jpg", "");
    assertThat(printed())
        .isEqualTo(
            "no picture has a label: no labels.csv, no folders 0 to 9 or zero to nine,"
                + " no names such as 7.png or seven_1.jpg");
  }

  private String printed() {
    CustomSettings settings = CustomSettingsTest.settings(folder.toString(), "", "");
    List<PictureFile> pictures =
        PictureFolder.list(folder.toString(), new Configuration()).pictures();
    return CustomJob.labelling(settings, pictures, new Configuration()).inWords(pictures);
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
    assertThat(labels(pictures(""))).containsExactly(null, 7);
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
    assertNoFolder(
        "there is no folder of pictures %s that you can see: set", folder.resolve("gone"));
    assertNoFolder("%s is a file and no folder of pictures: set", folder.resolve("0/x.png"));
  }

  private static void assertNoFolder(String problem, Path named) {
    assertThatThrownBy(() -> PictureFolder.list(named.toString(), new Configuration()))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith(problem.formatted(named));
  }

  @Test
  void aFolderThatThisUserMayNotReadIsNotMissing() throws IOException {
    write("secret/inner/x.png", "");
    Path secret = folder.resolve("secret");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("---------"));
    try {
      assumeFalse(Files.isReadable(secret), "this user may read everything");
      assertNoFolder("you may not read the folder of pictures %s: set", secret);
      assertNoFolder("there is no folder of pictures %s that you can see", secret.resolve("inner"));
    } finally {
      Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rwx------"));
    }
  }
}
