package polymnist.warehouse;

import java.nio.file.FileSystems;
import java.nio.file.Path;

/**
 * The files outside the warehouse that a stage reads at one place.
 *
 * @param place a file, or a folder
 * @param names a glob that the paths of these files below the folder match, as of {@link
 *     java.nio.file.FileSystem#getPathMatcher}; what else lies there changes nothing
 */
public record InputFiles(String place, String names) {
  /** Returns a file, or all files of a folder. */
  public static InputFiles all(String place) {
    return new InputFiles(place, "**");
  }

  /** Tells whether a file is read. */
  public boolean has(String path) {
    return path.isEmpty()
        || FileSystems.getDefault().getPathMatcher("glob:" + names).matches(Path.of(path));
  }
}
