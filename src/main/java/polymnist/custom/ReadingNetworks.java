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
import polymnist.image.Image;
import polymnist.judge.JudgeSettings;
import polymnist.judge.TrainedJudge;
import polymnist.model.FittedTemperature;
import polymnist.model.Predictor;
import polymnist.model.TrainedModel;
import polymnist.statistics.TemperatureScaling;
import polymnist.warehouse.StageRun;

/**
 * The networks that read pictures, and how.
 *
 * @param best the best network of the study
 * @param judges by name, the one that reads pictures and those that were trained without some kinds
 *     of non-digits; without any the best network judges, too
 * @param options how pictures are read
 */
record ReadingNetworks(TrainedModel best, Map<String, TrainedJudge> judges, ReadingOptions options)
    implements Serializable {

  /** Reads the best network and the judge of a run's inputs. */
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
            settings.leastConfidence(),
            settings.several(),
            settings.weights(),
            settings.networks() == CustomSettings.Networks.BEST_AND_JUDGE);
    return new ReadingNetworks(
        best,
        settings.networks() == CustomSettings.Networks.BEST_AND_JUDGE
            ? TrainedJudge.all(run)
            : new TreeMap<>(),
        options);
  }

  /** Returns the names of the judges; without any, the best network's is one. */
  Set<String> judgeNames() {
    return judges.isEmpty() ? Set.of(best.model()) : judges.keySet();
  }

  /** Returns the name of the judge that reads pictures. */
  String mainJudge() {
    return judges.isEmpty() ? best.model() : JudgeSettings.JUDGE;
  }

  /** Returns the name of a judge that was not trained on a kind, or else of the one that reads. */
  String judgeWithout(String kind) {
    return judges.values().stream()
        .filter(judge -> judge.leftOut().contains(kind))
        .map(judge -> judge.network().model())
        .findFirst()
        .orElse(mainJudge());
  }

  /** Returns a reader for the Spark task that calls this; it is closed when the task ends. */
  PictureReader reader() {
    return reader(mainJudge());
  }

  /** Returns a reader by one of the judges. */
  PictureReader reader(String judgeName) {
    Predictor network = Predictor.ofTask(best.file());
    Function<List<Image>, double[][]> judge =
        judges.isEmpty()
            ? masks -> judgedByBest(masks, network)
            : Predictor.ofTask(judges.get(judgeName).network().file())::probabilities;
    return new PictureReader(options, judge, network::probabilities);
  }

  /** The best network knows digits on photos, so the masks are pasted on them. */
  private double[][] judgedByBest(List<Image> masks, Predictor network) {
    double[][] judged = new double[masks.size()][];
    for (int i = 0; i < judged.length; i++) {
      byte[] mask = Arrays.copyOf(masks.get(i).samples(), POLYMNIST.pixels());
      List<Image> pasted = options.pasting().images("judged", mask, 1, i);
      judged[i] = TemperatureScaling.combine(network.probabilities(pasted), options.temperature());
    }
    return judged;
  }
}
