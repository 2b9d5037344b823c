package polymnist.impact;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import polymnist.augment.Policy;
import polymnist.model.Predictor;
import polymnist.network.kernel.Precision;
import polymnist.train.NetworkSettings;
import polymnist.train.TrainJob;
import polymnist.train.Trainer;
import polymnist.train.TrainingOptions;
import polymnist.train.shard.FreshCopies;
import polymnist.train.shard.ShardStore;

/**
 * Trainings whose networks are compared rather than kept: on images of the caller's choice, with
 * the seed of each, by the same code as those of {@link TrainJob}. What was interrupted goes on
 * after its last whole epoch; a trial that had ended is not trained again.
 */
public final class TrialTrainer {
  private final JavaSparkContext spark;
  private final Path shards;
  private final Path checkpoints;
  private final Options options;

  /** How networks are trained, as {@link TrainSettings} says. */
  public record Options(int workers, int shardImages, double warmUp, long seed) {}

  /** Training or validation images, ready to be read. */
  public static final class TrialImages {
    private final ShardStore store;

    private TrialImages(ShardStore store) {
      this.store = store;
    }

    /** Returns how many there are. */
    public long count() {
      return store.images();
    }

    /** Returns the same images, each changed anew in every epoch. */
    public TrialImages changedBy(Policy policy, long seed) {
      return new TrialImages(store.madeAnew(new FreshCopies(policy, seed)));
    }
  }

  /**
   * A trained network.
   *
   * @param file for {@link Predictor#of}
   * @param validationAccuracy of the epoch whose weights were kept, 0 to 1
   * @param examples how many images were trained in all epochs
   * @param seconds of training, without validation
   */
  public record TrialResult(
      byte[] file, double validationAccuracy, long examples, double seconds) {}

  /**
   * Makes trials.
   *
   * @param shards a folder for images
   * @param checkpoints a folder for what was trained, of these inputs, settings and code alone
   */
  public TrialTrainer(SparkSession spark, Path shards, Path checkpoints, Options options) {
    this.spark = JavaSparkContext.fromSparkContext(spark.sparkContext());
    this.shards = shards;
    this.checkpoints = checkpoints;
    this.options = options;
  }

  /**
   * Reads images.
   *
   * @param key names what they are
   * @param rows with the columns id, label and image
   */
  public TrialImages images(String key, Dataset<Row> rows) {
    return new TrialImages(ShardStore.of(shards, key, rows, options.shardImages(), options.seed()));
  }

  /**
   * Trains a network.
   *
   * @param what tells this training from others of the same network, for those who watch
   */
  public TrialResult train(
      String name,
      NetworkSettings network,
      String what,
      int epochs,
      long seed,
      TrialImages images,
      TrialImages validation) {
    TrainingOptions training =
        new TrainingOptions(
            "impact", options.workers(), options.warmUp(), epochs, Precision.FLOAT, seed);
    Trainer trainer = new Trainer(spark, training, checkpoints, row -> {});
    Trainer.TrainedNetwork trained =
        trainer.train(
            new Trainer.Task(name, what, network, epochs), images.store, validation.store);
    return new TrialResult(
        trained.file(),
        trained.row().validationAccuracy(),
        trained.row().examples(),
        trained.row().seconds());
  }

  /** Removes the checkpoints of all trials, once their results are kept elsewhere. */
  public void removeCheckpoints() {
    try {
      checkpoints.getFileSystem(spark.hadoopConfiguration()).delete(checkpoints, true);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove " + checkpoints, e);
    }
  }
}
