package polymnist.custom.picture;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import polymnist.setting.UserError;

/**
 * The files of a folder and its sub-folders.
 *
 * @param pictures all that may be one, sorted by path, without labels
 * @param ignored paths of the files that are no pictures, sorted; they are not read
 */
public record PictureFolder(List<PictureFile> pictures, List<String> ignored) {
  /** The labels beside the pictures, which are neither a picture nor ignored. */
  public static final String LABELS_FILE = "labels.csv";

  /**
   * Paths, in lower case, of what is hidden or lies in a hidden folder, of what systems and editors
   * leave behind, and of notes.
   */
  private static final Pattern NO_PICTURE =
      Pattern.compile(
          "(.*/)?(\\..*|__macosx/.*|_[^/]*|thumbs\\.db|desktop\\.ini"
              + "|[^/]*\\.(csv|md|txt|json|html))",
          Pattern.DOTALL);

  /**
   * Lists a folder.
   *
   * @throws UserError when it is missing or holds no picture
   */
  public static PictureFolder list(String folder, Configuration hadoop) {
    Path root = new Path(folder);
    List<PictureFile> pictures = new ArrayList<>();
    List<String> ignored = new ArrayList<>();
    try {
      FileSystem files = root.getFileSystem(hadoop);
      if (!files.exists(root) || !files.getFileStatus(root).isDirectory()) {
        throw new FileNotFoundException(folder);
      }
      String prefix = files.makeQualified(root).toUri().getPath();
      RemoteIterator<LocatedFileStatus> all = files.listFiles(root, true);
      while (all.hasNext()) {
        Path file = all.next().getPath();
        String path = file.toUri().getPath().substring(prefix.length()).replaceFirst("^/", "");
        if (isPicture(path)) {
          pictures.add(new PictureFile(path, file.toString(), PictureLabel.NOTHING));
        } else if (!path.equals(LABELS_FILE)) {
          ignored.add(path);
        }
      }
    } catch (FileNotFoundException e) {
      throw UserError.request(
          "there is no folder of pictures %s: set custom.images to one".formatted(folder));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + folder, e);
    }
    pictures.sort(Comparator.comparing(PictureFile::path));
    ignored.sort(null);
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
    return !NO_PICTURE.matcher(path.toLowerCase(Locale.ROOT)).matches();
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
