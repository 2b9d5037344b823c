package polymnist.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static polymnist.train.TrainingExamples.image;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import polymnist.corpus.CorpusImage;
import polymnist.job.LocalSpark;
import polymnist.network.Linear;
import polymnist.network.Mlp;
import polymnist.network.NativeLibrary;
import polymnist.network.NetworkFrame;
import polymnist.network.Resnet;
import polymnist.network.WarmUpCosine;
import polymnist.network.kernel.Precision;
import polymnist.network.kernel.Processor;
import polymnist.network.layer.OptimiserStep;
import polymnist.train.average.ExactAveraging;
import polymnist.train.shard.Minibatch;
import polymnist.train.shard.MinibatchReader;
import polymnist.train.shard.ShardStore;

/** The stages of an epoch, which has four rounds here, and what happens when one fails. */
class EpochStagesSparkTest {
  private static final Duration LONG = Duration.ofHours(1);

  private final SparkSession spark = LocalSpark.session();
  private final List<String> stages = Collections.synchronizedList(new ArrayList<>());

  /** Rounds that a shuffle averaged. */
  private final AtomicInteger shuffled = new AtomicInteger();

  /** Is interrupted when the next stage starts. */
  private final AtomicReference<Thread> interrupted = new AtomicReference<>();

  private final SparkListener listener =
      new SparkListener() {
        @Override
        public void onJobStart(SparkListenerJobStart job) {
          boolean shuffles = job.stageInfos().size() > 1;
          String description = job.properties().getProperty("spark.job.description", "");
          if (shuffles && description.startsWith("train one/corpus")) {
            shuffled.incrementAndGet();
          }
          if (description.startsWith("train one/corpus, epoch 1")) {
            stages.add(description.replaceFirst(".*from ", ""));
            Thread trainer = interrupted.getAndSet(null);
            if (trainer != null) {
              trainer.interrupt();
            }
          }
        }
      };
  @TempDir private java.nio.file.Path folder;
  private ShardStore images;

  @BeforeEach
  void makeShards() {
    spark.sparkContext().hadoopConfiguration().set("fs.faulty.impl", FaultyFiles.class.getName());
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 360; i++) {
      rows.add(image(i, "train").toRow());
    }
    images =
        ShardStore.of(
            new Path("faulty://" + folder.resolve("shards")),
            "t",
            spark.createDataFrame(rows, CorpusImage.SCHEMA),
            100,
            1);
    spark.sparkContext().addSparkListener(listener);
  }

  @AfterEach
  void stopListening() {
    FaultyFiles.FAILURES.set(0);
    spark.sparkContext().removeSparkListener(listener);
  }

  /** Trains two epochs and returns a hash of the weights. */
  private String weights(Duration stageLength) throws TimeoutException {
    return weights(2, 32, stageLength);
  }

  private String weights(int workers, int batchSize, Duration stageLength) throws TimeoutException {
    return weights(
        new NetworkSettings(new Mlp(List.of(16)), 2, batchSize, 0.007, 3, 0),
        new TrainingOptions("train", workers, 0.1, 5, Precision.FLOAT, 1),
        stageLength);
  }

  private String weights(NetworkSettings network, TrainingOptions options, Duration stageLength)
      throws TimeoutException {
    Trainer trainer =
        new Trainer(
            JavaSparkContext.fromSparkContext(spark.sparkContext()),
            options,
            new Path(folder.toString(), "checkpoints"),
            row -> {},
            stageLength);
    Trainer.Task task = new Trainer.Task("one", "corpus", network, 2);
    String weights = trainer.train(task, images, images).row().weightsSha256();
    trainer.removeCheckpoints();
    spark.sparkContext().listenerBus().waitUntilEmpty();
    return weights;
  }

  /** What a stage does not get to is left for the next, down to a round a stage. */
  @Test
  void shortStagesGiveTheSameBitsAsLongOnes() throws TimeoutException {
    String weights = weights(LONG);
    assertThat(weights(Duration.ZERO)).isEqualTo(weights);
    assertThat(stages)
        .containsExactly(
            "round 1 of 4", "round 1 of 4", "round 2 of 4", "round 3 of 4", "round 4 of 4");
  }

  /** In one stage, in stages of a round, and averaged by the shuffle; floats give others. */
  @Test
  void inBfloat16TheBitsAreTheSameHoweverWorkersAverage() throws TimeoutException {
    assumeTrue(
        Processor.hasBfloat16(), "the processor multiplies no bfloat16: " + Processor.lack());
    NetworkSettings network = new NetworkSettings(new Resnet(16, 2), 2, 32, 0.007, 3, 0);
    TrainingOptions options = new TrainingOptions("train", 2, 0.1, 5, Precision.BFLOAT16, 1);
    String weights = weights(network, options, LONG);
    assertThat(weights(network, options, Duration.ZERO)).isEqualTo(weights);
    FaultyFiles.FAILURES.set(1);
    assertThat(weights(network, options, LONG)).isEqualTo(weights);
    assertThat(FaultyFiles.FAILURES).hasValue(0);
    TrainingOptions floats = new TrainingOptions("train", 2, 0.1, 5, Precision.FLOAT, 1);
    assertThat(weights(network, floats, LONG)).isNotEqualTo(weights);
  }

  /** Where tasks are not tried again, as in local mode, one failed stage is enough. */
  @Test
  void afterAFailedStageTheShuffleAveragesAndTheBitsAreTheSame() throws TimeoutException {
    String weights = weights(LONG);
    stages.clear();
    FaultyFiles.FAILURES.set(1);
    assertThat(weights(LONG)).isEqualTo(weights);
    assertThat(FaultyFiles.FAILURES).hasValue(0);
    assertThat(stages)
        .containsExactly(
            "round 1 of 4", "round 1 of 4", "round 2 of 4", "round 3 of 4", "round 4 of 4");
  }

  /**
   * Of 360 images, 101 workers train 202 in one round and 158 in the next; that all are is checked.
   */
  @Test
  void veryManyWorkersAreAveragedBySparksShuffle() throws TimeoutException {
    weights(101, 202, LONG);
    assertThat(stages).containsExactly("round 1 of 2", "round 2 of 2");
    assertThat(shuffled).hasValue(2 + 1);
  }

  /** Worker 0 trains 40 images in two steps, worker 1 trains 20. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theUpdaterIsAveragedAsTheWeightsAre(boolean meet) {
    List<List<Minibatch>> round =
        List.of(
            List.of(new Minibatch(0, 1, 0, 30), new Minibatch(0, 1, 30, 40)),
            List.of(new Minibatch(1, 1, 0, 20)));
    ComputationGraph network = linear();
    new ExactAveraging(
            JavaSparkContext.fromSparkContext(spark.sparkContext()), network, images, 1, LONG)
        .train(List.of(round), meet);

    ComputationGraph first = trained(round.get(0));
    ComputationGraph second = trained(round.get(1));
    assertThat(network.params().toFloatVector())
        .isEqualTo(mean(first.params(), second.params()))
        .isNotEqualTo(first.params().toFloatVector());
    assertThat(updaterState(network).toFloatVector())
        .isEqualTo(mean(updaterState(first), updaterState(second)))
        .isNotEqualTo(updaterState(first).toFloatVector());
  }

  private static float[] mean(INDArray first, INDArray second) {
    float[] mean = first.toFloatVector();
    for (int i = 0; i < mean.length; i++) {
      mean[i] = (float) (40 / 60.0) * mean[i] + (float) (20 / 60.0) * second.getFloat(i);
    }
    return mean;
  }

  private static INDArray updaterState(ComputationGraph network) {
    return network.getUpdater().getStateViewArray();
  }

  private static ComputationGraph linear() {
    NativeLibrary.prepare();
    ComputationGraph network =
        new ComputationGraph(
            new Linear().network(new NetworkFrame(1, new WarmUpCosine(0.01, 2, 10))));
    network.init();
    return network;
  }

  /** Returns a network that was trained without Spark. */
  private ComputationGraph trained(List<Minibatch> minibatches) {
    ComputationGraph network = linear();
    OptimiserStep step = new OptimiserStep(network);
    try (MinibatchReader reader = new MinibatchReader(images, 1)) {
      minibatches.forEach(minibatch -> step.train(reader.read(minibatch)));
    }
    return network;
  }

  /** Who interrupts a training wants it to end, not to be repeated. */
  @Test
  void anInterruptedStageIsNotRepeated() throws TimeoutException {
    interrupted.set(Thread.currentThread());
    assertThatThrownBy(() -> weights(LONG)).isInstanceOf(InterruptedException.class);
    spark.sparkContext().cancelAllJobs();
    spark.sparkContext().listenerBus().waitUntilEmpty();
    assertThat(stages).containsExactly("round 1 of 4");
  }

  @Test
  void aShardThatCannotBeReadIsNamedWithTheRemedy() {
    FaultyFiles.FAILURES.set(Integer.MAX_VALUE);
    assertThatThrownBy(() -> weights(LONG))
        .hasMessageContaining("cannot read the training images in faulty:" + folder)
        .hasMessageContaining("/shard-0000")
        .hasMessageContaining("delete its folder, which is then made anew");
  }
}
