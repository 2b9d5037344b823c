package polymnist.custom.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import polymnist.input.InputFile;
import polymnist.setting.UserError;

class PictureFolderTest {
  @TempDir private Path folder;

  private static void write(Path folder, String... paths) throws IOException {
    for (String path : paths) {
      Path file = folder.resolve(path);
      Files.createDirectories(file.getParent());
      Files.writeString(file, "");
    }
  }

  private static PictureFolder list(Path folder) {
    return PictureFolder.list(folder.toString(), new Configuration());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".DS_Store",
        "7/.DS_Store",
        "7/Thumbs.db",
        "THUMBS.DB",
        "7/Desktop.ini",
        "7/._7_1.jpg",
        "7/_7_1.jpg",
        "__MACOSX/7/7_1.jpg",
        "7/.ipynb_checkpoints/7-checkpoint.png",
        ".git/objects/7.png",
        "Notes.TXT",
        "7/README.md",
        "truth.csv",
        "7/line\nbreak.json",
        "index.html"
      })
  void whatSystemsAndPeopleLeaveBesidePicturesIsNoPicture(String path) {
    assertThat(PictureFolder.isPicture(path)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "7.png",
        "UPPER.JPG",
        "without ending",
        "my.digits/7.png",
        "_made/7.png",
        "notes.md/7.png",
        "desktop.ini.png",
        "7_.png"
      })
  void whatOnlyResemblesItMayBeAPicture(String path) {
    assertThat(PictureFolder.isPicture(path)).isTrue();
  }

  @Test
  void whatLiesInAHiddenFolderIsIgnoredAndWhatLiesBesideItIsNot() throws IOException {
    write(folder, "7/.ipynb_checkpoints/a/7-checkpoint.png", "7/b.png", "7/.x/c.png", "labels.csv");
    PictureFolder listed = list(folder);
    assertThat(listed.pictures()).extracting(PictureFile::path).containsExactly("7/b.png");
    assertThat(listed.ignored())
        .containsExactly("7/.ipynb_checkpoints/a/7-checkpoint.png", "7/.x/c.png");
  }

  @Test
  void aFolderBelowAHiddenOneMayHoldPictures() throws IOException {
    Path hidden = folder.resolve(".cache/__MACOSX");
    write(hidden, "7.png");
    assertThat(list(hidden).pictures()).extracting(PictureFile::path).containsExactly("7.png");
    assertThat(list(hidden).ignoredInWords()).isEmpty();
  }

  @Test
  void theIgnoredAreCountedAndTheFirstOfThemNamed() {
    PictureFile picture = new PictureFile(InputFile.drawn("7.png"), PictureLabel.NOTHING);
    assertThat(new PictureFolder(List.of(picture), List.of(".a\nb", "Thumbs.db")).ignoredInWords())
        .hasValue("2 of 3 files ignored, being no pictures: .a\\u000ab, Thumbs.db");
    List<String> six = List.of(".a", ".b", ".c", ".d", ".e", ".f");
    assertThat(new PictureFolder(List.of(picture), six).ignoredInWords())
        .hasValue("6 of 7 files ignored, being no pictures: .a, .b, .c, .d, .e, ...");
  }

  @Test
  void aFolderOfIgnoredFilesAloneSaysWhichTheyAre() throws IOException {
    write(folder, "_7.png");
    assertThatThrownBy(() -> list(folder))
        .isInstanceOf(UserError.class)
        .hasMessageEndingWith("; 1 of 1 files ignored, being no pictures: _7.png");
  }
}
