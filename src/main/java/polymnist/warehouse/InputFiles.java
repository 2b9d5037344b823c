package polymnist.warehouse;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The files outside the warehouse that a stage reads at one place.
 *
 * @param place a file, or a folder
 * @param names a glob that the paths of these files below the folder match in lower case, as of
 *     {@link java.nio.file.FileSystem#getPathMatcher}; what else lies there changes nothing
 * @param hidden whether files are read that are hidden, or that systems and editors leave
 */
public record InputFiles(String place, String names, boolean hidden) {
  /** Returns a file, or all files of a folder but those that nobody meant to give. */
  public static InputFiles all(String place) {
    return new InputFiles(place, "**", false);
  }

  /** Returns files of a folder by their names. */
  public static InputFiles named(String place, String names) {
    return new InputFiles(place, names, false);
  }

  /** Tells whether a file is read. */
  public boolean has(String path) {
    // Among hundreds of thousands of files there are names that make no path.
    return path.isEmpty()
        || names.equals("**")
        || FileSystems.getDefault()
            .getPathMatcher("glob:" + names)
            .matches(Path.of(path.toLowerCase(Locale.ROOT)));
  }
}
