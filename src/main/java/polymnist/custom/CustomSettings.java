package polymnist.custom;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import polymnist.corpus.Backgrounds;
import polymnist.custom.show.Presentation;
import polymnist.detector.TrainedDetector;
import polymnist.ink.choose.Decision;
import polymnist.model.PrecisionChoice;
import polymnist.setting.InvalidSetting;
import polymnist.setting.UserError;
import polymnist.warehouse.InputFiles;
import polymnist.warehouse.StageRun;

/**
 * Settings of {@link CustomJob}; {@code reference.conf} says what each means.
 *
 * @param presentation the name of one of {@code presentations}
 * @param compare names of them
 * @param detector the folder of one, or {@link #TRAINED}
 */
public record CustomSettings(
    String images,
    String labels,
    String groupBy,
    String backgrounds,
    String presentation,
    List<String> compare,
    Networks networks,
    String detector,
    PrecisionChoice precision,
    Decision decision,
    Map<String, Presentation> presentations,
    long seed)
    implements Serializable {
  /** The detector of the latest run of the job that trains one. */
  static final String TRAINED = "trained";

  private static final List<String> NETWORKS = List.of("models", "model_files");

  /** Which networks read pictures. */
  public enum Networks {
    /** The best one of the study alone. */
    BEST,
    /** The best one, and the detector, which knows what is no digit. */
    BEST_AND_DETECTOR
  }

  public CustomSettings {
    InvalidSetting.ifBlank("images", images);
    InvalidSetting.ifBlank("backgrounds", backgrounds);
    InvalidSetting.ifBlank("detector", detector);
    InvalidSetting.unlessNamed("presentation", List.of(presentation), presentations.keySet());
    InvalidSetting.unlessNamed("compare", compare, presentations.keySet());
    compare = List.copyOf(compare);
    presentations = new TreeMap<>(presentations);
  }

  /** Returns the files and folders that are read. */
  List<InputFiles> files() {
    List<InputFiles> files =
        new ArrayList<>(List.of(InputFiles.all(images), Backgrounds.files(backgrounds)));
    if (!labels.isBlank()) {
      files.add(InputFiles.all(labels));
    }
    if (readsShippedDetector()) {
      files.add(TrainedDetector.files(detector));
    }
    return files;
  }

  private boolean readsShippedDetector() {
    return networks == Networks.BEST_AND_DETECTOR && !detector.equals(TRAINED);
  }

  /**
   * Refuses a detector that cannot be read, and a precision that the processor has not.
   *
   * @throws UserError when a file of it is missing or damaged
   */
  void check(Configuration hadoop) {
    precision.check("custom.precision");
    if (readsShippedDetector()) {
      TrainedDetector.read(detector, hadoop);
    }
  }

  /** Returns the tables of networks that are needed. */
  List<String> tables() {
    return networks == Networks.BEST
        ? NETWORKS
        : detector.equals(TRAINED) ? List.of(TrainedDetector.FILES) : List.of();
  }

  /**
   * Returns the tables that are read where they are: without a network the detector reads alone.
   */
  List<String> tablesIfPublished() {
    List<String> tables = new ArrayList<>(List.of("temperatures"));
    if (networks == Networks.BEST_AND_DETECTOR) {
      tables.addAll(NETWORKS);
    }
    return tables;
  }

  /** Returns the detector, or nothing where the best network does its work. */
  Optional<TrainedDetector> detector(StageRun run, Configuration hadoop) {
    return networks == Networks.BEST
        ? Optional.empty()
        : Optional.of(
            TrainedDetector.read(
                readsShippedDetector()
                    ? run.file(detector)
                    : run.inputFolder(TrainedDetector.FILES).toString(),
                hadoop));
  }

  /** Returns the presentation in use and those that are compared with it, by name. */
  Map<String, Presentation> tried() {
    Map<String, Presentation> tried = new TreeMap<>(presentations);
    tried.keySet().removeIf(name -> !compare.contains(name) && !name.equals(presentation));
    return tried;
  }
}
