package polymnist.report.block;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Files that are part of the program. */
public final class Resource {
  private Resource() {}

  /** Returns the text of a file of {@code polymnist/report}. */
  public static String text(String name) {
    try (InputStream in = Resource.class.getResourceAsStream("/polymnist/report/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + name, e);
    }
  }
}
