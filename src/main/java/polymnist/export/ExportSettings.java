package polymnist.export;

import java.io.Serializable;
import polymnist.model.NetworkChoice;

/**
 * Settings of {@link ExportJob}; {@code reference.conf} says what each means.
 *
 * @param networks {@code all}, or a {@link NetworkChoice}
 */
public record ExportSettings(String networks) implements Serializable {
  static final String ALL = "all";

  public ExportSettings {
    new NetworkChoice("networks", networks);
  }
}
