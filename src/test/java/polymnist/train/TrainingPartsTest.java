package polymnist.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static polymnist.train.TrainingExamples.network;
import static polymnist.train.TrainingExamples.row;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import polymnist.chance.Chance;
import polymnist.image.Image;
import polymnist.model.ModelFile;
import polymnist.model.Predictor;
import polymnist.network.NativeLibrary;
import polymnist.network.NetworkInput;
import polymnist.network.Resnet;
import polymnist.network.Vgg;
import polymnist.network.WarmUpCosine;
import polymnist.network.kernel.Kernels;
import polymnist.network.kernel.Widening;
import polymnist.network.layer.LayerBuffers;
import polymnist.train.average.Contribution;
import polymnist.train.average.NetworkState;
import polymnist.train.average.RoundResult;

/** The parts of training that need no Spark. */
class TrainingPartsTest {
  @BeforeAll
  static void prepare() {
    NativeLibrary.prepare();
  }

  @Test
  void theLearningRateRisesLinearlyAndFallsAlongACosine() {
    WarmUpCosine rate = new WarmUpCosine(0.8, 4, 12);
    assertThat(rate.valueAt(0, 0)).isEqualTo(0.2, within(1e-12));
    assertThat(rate.valueAt(3, 0)).isEqualTo(0.8, within(1e-12));
    assertThat(rate.valueAt(4, 0)).isEqualTo(0.8, within(1e-12));
    assertThat(rate.valueAt(8, 0)).isEqualTo(0.4, within(1e-12));
    assertThat(rate.valueAt(12, 0)).isEqualTo(0, within(1e-12));
    assertThat(rate.valueAt(100, 0)).isEqualTo(0, within(1e-12));
  }

  @Test
  void sharesAreAveragedByTheirExamples() {
    Contribution one =
        new Contribution(new NetworkState(new float[] {1, 4}, new float[] {8}, 103, 2), 30);
    Contribution two =
        new Contribution(new NetworkState(new float[] {5, 0}, new float[] {0}, 101, 2), 10);
    NetworkState average = Contribution.average(List.of(one, two));
    assertThat(average.parameters()).containsExactly(2, 3);
    assertThat(average.updaterState()).containsExactly(6);
    assertThat(average.iteration()).isEqualTo(103);
    assertThat(average.epoch()).isEqualTo(2);
  }

  @Test
  void countsAndSecondsAreSums() {
    RoundResult.Counts counts =
        new RoundResult.Counts(30, 20, 60, 3).plus(new RoundResult.Counts(10, 1, 10, 1));
    assertThat(counts).isEqualTo(new RoundResult.Counts(40, 21, 70, 4));
    assertThat(counts.loss()).isEqualTo(70 / 40.0);
    RoundResult.Seconds time = new RoundResult.Seconds(1, 2, 3, 4);
    assertThat(time.plus(time)).isEqualTo(new RoundResult.Seconds(2, 4, 6, 8));
  }

  @Test
  void aStateSurvivesItsBytes() {
    NetworkState state = new NetworkState(new float[] {1.5f, -2}, new float[] {3, 4, 5}, 7, 2);
    NetworkState read = NetworkState.of(state.bytes());
    assertThat(read.parameters()).containsExactly(1.5f, -2);
    assertThat(read.updaterState()).containsExactly(3, 4, 5);
    assertThat(read.iteration()).isEqualTo(7);
    assertThat(read.epoch()).isEqualTo(2);
  }

  @Test
  void everyByteIsWidenedToWhatPredictionSees() {
    NativeLibrary.prepare();
    INDArray floats = Nd4j.create(DataType.FLOAT, 1, 256);
    Widening widening = Kernels.best().widening(floats, NetworkInput.SCALE);
    for (int sample = 0; sample < 256; sample++) {
      widening.bytes().put(sample, (byte) (sample - 128));
    }
    widening.widen();
    for (int sample = 0; sample < 256; sample++) {
      assertThat(floats.getFloat(sample)).isEqualTo(sample / 128f - 1);
    }
  }

  @Test
  void predictionSeesEveryByteAsTrainingDoes() {
    NativeLibrary.prepare();
    NetworkInput input = new NetworkInput(3);
    byte[] samples = new byte[2352];
    for (int i = 0; i < 256; i++) {
      samples[i] = (byte) i;
    }
    input.put(1, samples);
    INDArray features = input.features(2);
    assertThat(features.shape()).containsExactly(2, 3, 28, 28);
    for (int i = 0; i < 256; i++) {
      assertThat(features.getFloat(1, 0, i / 28, i % 28)).isEqualTo(i / 128f - 1);
    }
  }

  /** More than fit into one minibatch, so that the last one is smaller. */
  @Test
  void anImageIsPredictedAlikeAloneAndAmongMany() {
    ComputationGraph network = network(new Resnet(16, 2));
    List<Image> images = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      Image image = Image.black(3, 28, 28);
      Chance.generator(1, "image", i).nextBytes(image.samples());
      images.add(image);
    }
    try (Predictor predictor = Predictor.of(ModelFile.write(network))) {
      double[][] together = predictor.probabilities(images);
      assertThat(together).hasDimensions(600, 10);
      for (int i : new int[] {0, 255, 256, 599}) {
        double[] alone = predictor.probabilities(images.subList(i, i + 1))[0];
        assertThat(alone).containsExactly(together[i], within(1e-6));
      }
    }
  }

  /** Native code reads arrays that Java's garbage collection must not take for unused. */
  @Test
  void garbageCollectionWhileItTrainsChangesNoWeight() throws InterruptedException {
    NativeLibrary.prepare();
    float[] undisturbed = trained();
    AtomicBoolean done = new AtomicBoolean();
    Thread collector =
        new Thread(
            () -> {
              while (!done.get()) {
                long start = System.nanoTime();
                System.gc();
                // As long again for the training, however long a collection takes.
                LockSupport.parkNanos(System.nanoTime() - start);
              }
            });
    collector.start();
    try {
      for (int i = 0; i < 3; i++) {
        assertThat(trained()).isEqualTo(undisturbed);
      }
    } finally {
      done.set(true);
      collector.join();
    }
  }

  /** Returns the weights after some minibatches, each trained by another thread. */
  private static float[] trained() throws InterruptedException {
    ComputationGraph network = network(new Vgg(16, 64, 0.5));
    Nd4j.getRandom().setSeed(5);
    INDArray images = Nd4j.rand(DataType.FLOAT, 16, 3, 28, 28);
    INDArray labels = Nd4j.zeros(DataType.FLOAT, 16, 10);
    for (int i = 0; i < 16; i++) {
      labels.putScalar(i, i % 10, 1);
    }
    DataSet minibatch = new DataSet(images, labels);
    for (int step = 1; step <= 40; step++) {
      int seed = step;
      Thread thread =
          new Thread(
              () -> {
                Nd4j.getRandom().setSeed(seed);
                network.fit(minibatch);
              });
      thread.start();
      thread.join();
    }
    float[] weights = network.params().dup().data().asFloat();
    LayerBuffers.free(network);
    return weights;
  }

  @Test
  void probabilitiesAreScoredByHand() {
    double[][] probabilities = {{0.5, 0.25, 0.25}, {0.1, 0.8, 0.1}};
    float[] labels = {0, 0, 1, 0, 1, 0};
    Validation score = Validation.score(probabilities, labels);
    assertThat(score.images()).isEqualTo(2);
    assertThat(score.correct()).isEqualTo(1);
    assertThat(score.lossSum()).isEqualTo(-Math.log(0.25) - Math.log(0.8), within(1e-12));
  }

  @Test
  void trainingStopsWhenPatienceEpochsBroughtNoLowerLoss() {
    List<LearningCurveRow> curve =
        new ArrayList<>(List.of(row(1, 2.0), row(2, 1.0), row(3, 1.0), row(4, 1.5)));
    assertThat(EarlyStopping.isDue(List.of(), 1)).isFalse();
    assertThat(EarlyStopping.isDue(curve, 3)).isFalse();
    assertThat(EarlyStopping.isDue(curve, 2)).isTrue();
    curve.add(row(5, 0.9));
    assertThat(EarlyStopping.isDue(curve, 1)).isFalse();
  }
}
