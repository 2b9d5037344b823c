package polymnist.benchmark.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import polymnist.job.JobDescription;
import polymnist.job.JobGroup;
import polymnist.job.Stage;
import polymnist.model.ModelRow;
import polymnist.setting.UserError;
import polymnist.train.Trainer;
import polymnist.train.shard.ShardStore;
import polymnist.warehouse.RowType;
import polymnist.warehouse.StageRun;

/**
 * Trains a network with several settings, and says with which it reads the validation images best;
 * no image of the test set is looked at. Reads {@code corpus}, writes {@code search_trials}. Each
 * training goes on after its last epoch when the job was killed.
 *
 * <pre>
 * ./spark-submit.sh search search.network=vgg 'search.try-values.learning-rate=[0.002,0.005]' \
 *   'search.try-values.width=[16,32]'
 * </pre>
 */
public final class SearchJob implements Stage<SearchSettings> {
  private static final String CORPUS = "corpus";

  private record SearchTrialRow(
      int rank,
      String network,
      Map<String, Double> settings,
      double validationAccuracy,
      double validationLoss,
      int bestEpoch,
      int epochs,
      long parameters,
      double seconds,
      double imagesPerSecond) {}

  /** A combination and what its training brought. */
  private record SearchTrial(Combination combination, ModelRow model) {
    private static final Comparator<SearchTrial> BEST_FIRST =
        Comparator.comparingDouble((SearchTrial trial) -> -trial.model.validationAccuracy())
            .thenComparingDouble(trial -> trial.model.validationLoss());
  }

  @Override
  public JobDescription description() {
    return JobDescription.ofStage(
        "search",
        JobGroup.STUDY,
        "try settings of a network, ranked by validation accuracy",
        "`corpus`",
        List.of("search_trials"));
  }

  @Override
  public List<String> tables(SearchSettings settings) {
    return List.of(CORPUS);
  }

  @Override
  public void run(SparkSession spark, SearchSettings settings, StageRun run) {
    ShardStore training = store(run, settings, "train");
    ShardStore validation = store(run, settings, "validation");
    Trainer trainer =
        new Trainer(
            JavaSparkContext.fromSparkContext(spark.sparkContext()),
            settings.options(),
            new Path(run.cache("search"), "checkpoints"),
            row -> {});
    List<Combination> combinations = settings.combinations();
    List<SearchTrial> trials = new ArrayList<>();
    for (Combination combination : combinations) {
      System.err.printf(
          Locale.ROOT,
          "search %d of %d: %s%n",
          trials.size() + 1,
          combinations.size(),
          combination);
      Trainer.Task task =
          new Trainer.Task(
              settings.network(), CORPUS, combination.network(), combination.network().epochs());
      trials.add(new SearchTrial(combination, trainer.train(task, training, validation).row()));
    }
    trials.sort(SearchTrial.BEST_FIRST);
    List<SearchTrialRow> rows = new ArrayList<>();
    for (SearchTrial trial : trials) {
      rows.add(row(rows.size() + 1, trial));
    }
    run.writeSmall("search_trials", RowType.of(SearchTrialRow.class).table(spark, rows));
    for (int t = 0; t < trials.size(); t++) {
      System.out.println(line(t + 1, trials.get(t)));
    }
    run.found("best settings", line(1, trials.get(0)));
    run.afterPublication(trainer::removeCheckpoints);
  }

  private static ShardStore store(StageRun run, SearchSettings settings, String split) {
    var images =
        run.read(CORPUS).where("split = '%s'".formatted(split)).select("id", "label", "image");
    if (images.isEmpty()) {
      throw UserError.request("the corpus has no image of the split " + split);
    }
    return ShardStore.of(
        run, split, List.of(CORPUS), images, settings.shardImages(), settings.seed());
  }

  private static SearchTrialRow row(int rank, SearchTrial trial) {
    ModelRow model = trial.model();
    return new SearchTrialRow(
        rank,
        model.model(),
        new TreeMap<>(trial.combination().values()),
        model.validationAccuracy(),
        model.validationLoss(),
        model.bestEpoch(),
        model.epochs(),
        model.parameters(),
        model.seconds(),
        model.imagesPerSecond());
  }

  private static String line(int rank, SearchTrial trial) {
    return String.format(
        Locale.ROOT,
        "%d. %.2f %% of the validation images, loss %.4f, %.1f s: %s",
        rank,
        100 * trial.model().validationAccuracy(),
        trial.model().validationLoss(),
        trial.model().seconds(),
        trial.combination());
  }
}
