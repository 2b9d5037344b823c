package polymnist.warehouse;

import java.io.Serializable;

/**
 * A file that a run has published.
 *
 * @param path below the folder of its table, with slashes
 * @param bytes its size
 * @param rows of Parquet; -1 where the file is no part of a table
 * @param sha256 of its content, in hexadecimal
 */
public record DataFile(String path, long bytes, long rows, String sha256) implements Serializable {
  public DataFile {
    if (path.isEmpty() || path.startsWith("/") || ("/" + path + "/").contains("/../")) {
      throw new IllegalArgumentException("'" + path + "' is no path below a folder");
    }
    if (!sha256.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("'" + sha256 + "' is no SHA-256");
    }
  }
}
