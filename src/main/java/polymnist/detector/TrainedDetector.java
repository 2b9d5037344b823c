package polymnist.detector;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import polymnist.model.ModelFile;
import polymnist.model.TrainedModel;
import polymnist.setting.UserError;
import polymnist.warehouse.InputFiles;

/**
 * A digit detector as it is kept: a folder of two files, the network and its card.
 *
 * @param network that knows digits on paper
 * @param card what is known of it
 */
public record TrainedDetector(TrainedModel network, DetectorCard card) implements Serializable {
  /** The folder that {@link DetectorJob} publishes. */
  public static final String FILES = "detector_files";

  static final String NETWORK = "network.zip";
  static final String CARD = "card.json";

  /** Returns what is read of a folder. */
  public static InputFiles files(String folder) {
    return InputFiles.named(folder, "{%s,%s}".formatted(NETWORK, CARD));
  }

  /**
   * Reads the detector of a folder.
   *
   * @throws UserError when a file is missing, or is not the one that the card is of
   */
  public static TrainedDetector read(String folder, Configuration hadoop) {
    try {
      DetectorCard card = DetectorCard.ofJson(bytes(new Path(folder, CARD), hadoop));
      Path file = new Path(folder, NETWORK);
      byte[] network = ModelFile.checked(file.toString(), bytes(file, hadoop), card.fileSha256());
      return new TrainedDetector(
          new TrainedModel(DetectorSettings.DETECTOR, "paper", card.validationAccuracy(), network),
          card);
    } catch (IOException | IllegalArgumentException e) {
      throw UserError.request(
          ("the digit detector in %s cannot be read: %s. %s, or train one (./spark-submit.sh"
                  + " detector) and read by it (custom.detector=trained)")
              .formatted(
                  folder,
                  e.getMessage(),
                  folder.endsWith("/data/detector")
                      ? "Restore that folder of the project (git checkout data/detector)"
                      : "Leave the setting out that names this folder"));
    }
  }

  private static byte[] bytes(Path file, Configuration hadoop) throws IOException {
    try (InputStream in = file.getFileSystem(hadoop).open(file)) {
      return in.readAllBytes();
    }
  }
}
