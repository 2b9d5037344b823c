package polymnist.impact;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import polymnist.augment.Policy;
import polymnist.model.Predictor;
import polymnist.train.NetworkSettings;
import polymnist.train.TrainJob;
import polymnist.train.TrainSettings;
import polymnist.train.Trainer;
import polymnist.train.shard.FreshCopies;
import polymnist.train.shard.ShardStore;
import polymnist.warehouse.Warehouse;

/**
 * Trainings whose networks are compared rather than kept: on images of the caller's choice, with
 * the seed of each, by the same code as those of {@link TrainJob}. Closing it removes what they
 * left in the cache; a trial that was interrupted goes on after its last whole epoch.
 */
public final class TrialTrainer implements AutoCloseable {
  private final JavaSparkContext spark;
  private final Path cache;
  private final Options options;

  /** How networks are trained, as {@link TrainSettings} says. */
  public record Options(int workers, int shardImages, double warmUp, long seed) {}

  /** Training or validation images, ready to be read. */
  public static final class Images {
    private final ShardStore store;

    private Images(ShardStore store) {
      this.store = store;
    }

    /** Returns how many there are. */
    public long count() {
      return store.images();
    }

    /** Returns the same images, each changed anew in every epoch. */
    public Images changedBy(Policy policy, long seed) {
      return new Images(store.changedBy(new FreshCopies(policy, seed)));
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
  public record Trained(byte[] file, double validationAccuracy, long examples, double seconds) {}

  /**
   * Makes trials.
   *
   * @param name of the folder in the warehouse's cache
   */
  public TrialTrainer(SparkSession spark, Warehouse warehouse, String name, Options options) {
    this.spark = JavaSparkContext.fromSparkContext(spark.sparkContext());
    this.cache = new Path(warehouse.cache(), name);
    this.options = options;
  }

  /**
   * Reads images.
   *
   * @param key names what they are
   * @param rows with the columns id, label and image
   */
  public Images images(String key, Dataset<Row> rows) {
    return new Images(
        ShardStore.of(
            new Path(cache, "shards"),
            key + " " + options.shardImages() + " " + options.seed(),
            rows,
            options.shardImages(),
            options.seed()));
  }

  /**
   * Trains a network.
   *
   * @param what tells this training from others of the same network, for those who watch
   */
  public Trained train(
      String name,
      NetworkSettings network,
      String what,
      int epochs,
      long seed,
      Images training,
      Images validation) {
    TrainSettings settings =
        new TrainSettings(
            List.of(name),
            List.of(TrainSettings.CORPUS),
            options.workers(),
            options.shardImages(),
            options.warmUp(),
            epochs,
            true,
            Map.of(name, network),
            seed);
    Trainer trainer = new Trainer(spark, settings, new Path(cache, "checkpoints"), row -> {});
    Trainer.Trained trained =
        trainer.train(
            new Trainer.Task(name, what, network, epochs), training.store, validation.store);
    trainer.removeCheckpoints();
    return new Trained(
        trained.file(),
        trained.row().validationAccuracy(),
        trained.row().examples(),
        trained.row().seconds());
  }

  @Override
  public void close() {
    try {
      cache.getFileSystem(spark.hadoopConfiguration()).delete(cache, true);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove " + cache, e);
    }
  }
}
