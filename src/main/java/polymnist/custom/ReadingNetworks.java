package polymnist.custom;

import static polymnist.corpus.CorpusShape.POLYMNIST;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import polymnist.corpus.Backgrounds;
import polymnist.custom.show.Pasting;
import polymnist.custom.show.Plain;
import polymnist.detector.TrainedDetector;
import polymnist.image.Image;
import polymnist.model.FittedTemperature;
import polymnist.model.Predictor;
import polymnist.model.TrainedModel;
import polymnist.network.kernel.Precision;
import polymnist.statistics.TemperatureScaling;
import polymnist.warehouse.StageRun;

/**
 * The networks that read pictures, and how.
 *
 * @param best the best network of the study, or the detector where there is no study
 * @param detector null where the best network is the detector, too
 * @param precision in which they compute
 * @param options how pictures are read
 */
record ReadingNetworks(
    TrainedModel best, TrainedDetector detector, Precision precision, ReadingOptions options)
    implements Serializable {
  /** The detector knows digits as MNIST has them, white on black. */
  private static final String PLAIN = "plain";

  /** Reads the best network and the detector of a run's inputs. */
  static ReadingNetworks of(StageRun run, CustomSettings settings) {
    Configuration hadoop = SparkSession.active().sparkContext().hadoopConfiguration();
    Optional<TrainedDetector> detector = settings.detector(run, hadoop);
    boolean studied = run.has("models");
    TrainedModel best = studied ? TrainedModel.best(run) : detector.orElseThrow().network();
    ReadingOptions options =
        new ReadingOptions(
            studied ? settings.tried() : Map.of(PLAIN, new Plain()),
            studied ? settings.presentation() : PLAIN,
            new Pasting(Backgrounds.read(settings.backgrounds(), hadoop), settings.seed()),
            studied ? FittedTemperature.of(run, best) : 1,
            settings.decision(),
            detector.isPresent());
    return new ReadingNetworks(
        best, detector.orElse(null), settings.precision().of(SparkSession.active(), run), options);
  }

  /** Tells whether there is no network but the detector. */
  boolean detectorAlone() {
    return detector != null && best.equals(detector.network());
  }

  /** Returns a reader for the Spark task that calls this; it is closed when the task ends. */
  PictureReader reader() {
    Predictor network = Predictor.ofTask(best.file(), precision);
    Function<List<Image>, double[][]> detected =
        detector == null
            ? masks -> detectedByBest(masks, network)
            : Predictor.ofTask(detector.network().file(), precision)::probabilities;
    return new PictureReader(options, detected, network::probabilities);
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
