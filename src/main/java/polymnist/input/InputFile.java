package polymnist.input;

import java.io.File;
import java.io.Serializable;

/**
 * A file in a folder that somebody gave, or what lies there in the place of one.
 *
 * @param path below the folder, parts separated by {@code /}
 * @param location the whole path with its scheme, as Hadoop reads it
 * @param bytes its size when it was listed
 * @param problem why it cannot be used, or null
 */
public record InputFile(String path, String location, long bytes, String problem)
    implements Serializable {
  /** Returns a file that was drawn and is nowhere. */
  public static InputFile drawn(String name) {
    return new InputFile(name, name, 0, null);
  }

  /** Returns the file, not to be used for a reason. */
  public InputFile with(String reason) {
    return new InputFile(path, location, bytes, reason);
  }

  /**
   * Tells whether it is a file, though perhaps one that is not to be used: no pipe, and no link to
   * a folder.
   */
  public boolean isFile() {
    return problem == null || new File(location.replaceFirst("^file:", "")).isFile();
  }
}
