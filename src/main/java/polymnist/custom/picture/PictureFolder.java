package polymnist.custom.picture;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import polymnist.input.InputFile;
import polymnist.input.InputFolder;
import polymnist.setting.OneLine;
import polymnist.setting.UserError;

/**
 * The files of a folder and its sub-folders.
 *
 * @param pictures all that may be one, sorted by path, without labels
 * @param ignored paths of the files that are no pictures, sorted; they are not read
 */
public record PictureFolder(List<PictureFile> pictures, List<String> ignored) {
  /** Where labels are beside the pictures, the first of these; no picture, and not ignored. */
  public static final List<String> LABELS_FILES =
      List.of("labels.csv", "metadata.csv", "metadata.jsonl");

  /** Paths, in lower case, of notes beside pictures. */
  private static final Pattern NOTES =
      Pattern.compile(".*\\.(csv|tsv|md|txt|jsonl?|html)", Pattern.DOTALL);

  /**
   * Lists a folder.
   *
   * @throws UserError when it is no folder that this user may read, or holds no picture
   */
  public static PictureFolder list(String folder, Configuration hadoop) {
    List<PictureFile> pictures = new ArrayList<>();
    List<String> ignored = new ArrayList<>();
    for (InputFile file :
        InputFolder.list("folder of pictures", folder, ": set custom.images to one", hadoop)) {
      String path = file.path();
      if (isPicture(path)) {
        pictures.add(new PictureFile(file, PictureLabel.NOTHING));
      } else if (!LABELS_FILES.contains(path)) {
        ignored.add(path);
      }
    }
    PictureFolder listed = new PictureFolder(pictures, ignored);
    if (pictures.isEmpty()) {
      throw UserError.request(
          "%s holds no picture: put digits there, or set custom.images to another folder%s"
              .formatted(folder, listed.ignoredInWords().map(words -> "; " + words).orElse("")));
    }
    return listed;
  }

  /** Tells by a path below the folder whether the file may be a picture. */
  public static boolean isPicture(String path) {
    return !InputFolder.isJunk(path) && !NOTES.matcher(path.toLowerCase(Locale.ROOT)).matches();
  }

  /** Returns how many files are ignored, with the first of them; nothing where there are none. */
  public Optional<String> ignoredInWords() {
    return ignored.isEmpty()
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "%d of %d files ignored, being no pictures: %s",
                ignored.size(),
                ignored.size() + pictures.size(),
                OneLine.few(ignored)));
  }
}
