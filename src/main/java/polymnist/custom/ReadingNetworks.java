package polymnist.custom;

import static polymnist.corpus.CorpusShape.POLYMNIST;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import polymnist.corpus.Backgrounds;
import polymnist.custom.show.Pasting;
import polymnist.detector.DetectorSettings;
import polymnist.detector.TrainedDetector;
import polymnist.image.Image;
import polymnist.model.FittedTemperature;
import polymnist.model.Predictor;
import polymnist.model.TrainedModel;
import polymnist.statistics.TemperatureScaling;
import polymnist.warehouse.StageRun;

/**
 * The networks that read pictures, and how.
 *
 * @param best the best network of the study
 * @param detectors by name, the one that reads pictures and those that were trained without some
 *     kinds of non-digits; without any the best network is the detector, too
 * @param options how pictures are read
 */
record ReadingNetworks(
    TrainedModel best, Map<String, TrainedDetector> detectors, ReadingOptions options)
    implements Serializable {

  /** Reads the best network and the detector of a run's inputs. */
  static ReadingNetworks of(StageRun run, CustomSettings settings) {
    Configuration hadoop = SparkSession.active().sparkContext().hadoopConfiguration();
    TrainedModel best = TrainedModel.best(run);
    Pasting pasting =
        new Pasting(Backgrounds.read(settings.backgrounds(), hadoop), settings.seed());
    ReadingOptions options =
        new ReadingOptions(
            settings.tried(),
            settings.presentation(),
            pasting,
            FittedTemperature.of(run, best),
            settings.decision().leastConfidence(),
            settings.decision().several(),
            settings.decision().weights(),
            settings.networks() == CustomSettings.Networks.BEST_AND_DETECTOR);
    return new ReadingNetworks(
        best,
        settings.networks() == CustomSettings.Networks.BEST_AND_DETECTOR
            ? TrainedDetector.all(run)
            : new TreeMap<>(),
        options);
  }

  /** Returns the names of the detectors; without any, the best network's is one. */
  Set<String> detectorNames() {
    return detectors.isEmpty() ? Set.of(best.model()) : detectors.keySet();
  }

  /** Returns the name of the detector that reads pictures. */
  String mainDetector() {
    return detectors.isEmpty() ? best.model() : DetectorSettings.DETECTOR;
  }

  /**
   * Returns the name of a detector that was not trained on a kind, or else of the one that reads.
   */
  String detectorWithout(String kind) {
    return detectors.values().stream()
        .filter(detector -> detector.leftOut().contains(kind))
        .map(detector -> detector.network().model())
        .findFirst()
        .orElse(mainDetector());
  }

  /** Returns a reader for the Spark task that calls this; it is closed when the task ends. */
  PictureReader reader() {
    return reader(mainDetector());
  }

  /** Returns a reader by one of the detectors. */
  PictureReader reader(String detectorName) {
    Predictor network = Predictor.ofTask(best.file());
    Function<List<Image>, double[][]> detector =
        detectors.isEmpty()
            ? masks -> detectedByBest(masks, network)
            : Predictor.ofTask(detectors.get(detectorName).network().file())::probabilities;
    return new PictureReader(options, detector, network::probabilities);
  }

  /** The best network knows digits on photos, so the masks are pasted on them. */
  private double[][] detectedByBest(List<Image> masks, Predictor network) {
    double[][] detected = new double[masks.size()][];
    for (int i = 0; i < detected.length; i++) {
      byte[] mask = Arrays.copyOf(masks.get(i).samples(), POLYMNIST.pixels());
      List<Image> pasted = options.pasting().images("judged", mask, 1, i);
      detected[i] =
          TemperatureScaling.combine(network.probabilities(pasted), options.temperature());
    }
    return detected;
  }
}
