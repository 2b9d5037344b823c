package polymnist.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import polymnist.corpus.Chance;
import polymnist.corpus.CorpusImage;
import polymnist.corpus.Image;
import polymnist.train.kernel.Kernels;
import polymnist.train.kernel.Widening;

/** The parts of training that need no Spark. */
class TrainingPartsTest {
  private static final Training TRAINING = new Training(1, new WarmUpCosine(0.01, 2, 10));

  @BeforeAll
  static void prepare() {
    NativeLibrary.prepare();
  }

  private static ComputationGraph network(Architecture architecture) {
    ComputationGraph network = new ComputationGraph(architecture.network(TRAINING));
    network.init();
    return network;
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
    Share one = new Share(new NetworkState(new float[] {1, 4}, new float[] {8}, 103, 2), 30);
    Share two = new Share(new NetworkState(new float[] {5, 0}, new float[] {0}, 101, 2), 10);
    NetworkState average = Share.average(List.of(one, two));
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
  void aShardSurvivesItsFileAndACutOrChangedOneIsRefused() throws IOException {
    byte[] samples = new byte[2 * 2352];
    samples[2352] = (byte) 255;
    Shard shard = new Shard(new byte[] {3, 9}, samples);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    shard.write(out);
    byte[] room = new byte[3 * 2352];
    Arrays.fill(room, (byte) 7);
    for (byte[] given : List.of(new byte[0], room)) {
      Shard read = Shard.read(new ByteArrayInputStream(out.toByteArray()), given);
      assertThat(read.labels()).containsExactly(3, 9);
      assertThat(Arrays.copyOf(read.samples(), samples.length)).isEqualTo(samples);
      assertThat(read.samples() == room).isEqualTo(given == room);
    }
    byte[] cut = Arrays.copyOf(out.toByteArray(), out.size() - 1);
    assertThatThrownBy(() -> Shard.read(new ByteArrayInputStream(cut), room))
        .isInstanceOf(EOFException.class);
    byte[] changed = out.toByteArray();
    changed[changed.length - 1] ^= 1;
    assertThatThrownBy(() -> Shard.read(new ByteArrayInputStream(changed), room))
        .hasMessage("the images of a shard do not have the checksum of its header");
    assertThatThrownBy(() -> Shard.read(new ByteArrayInputStream(new byte[100]), room))
        .hasMessage("is no shard of training images");
  }

  @Test
  void aMinibatchHoldsTheImagesOfItsOrder() {
    byte[] samples = new byte[3 * 2352];
    samples[2 * 2352] = (byte) 255;
    samples[2 * 2352 + 784] = 51;
    Shard shard = new Shard(new byte[] {3, 9, 7}, samples);
    ByteBuffer signed = ByteBuffer.allocate(2 * 2352);
    shard.signed(new int[] {0, 2, 1}, 1, 3, signed);
    assertThat(signed.get(0)).isEqualTo((byte) 127);
    assertThat(signed.get(784)).isEqualTo((byte) -77);
    assertThat(signed.get(2352)).isEqualTo((byte) -128);
    float[] labels = new float[20];
    labels[7] = 1;
    labels[10 + 9] = 1;
    assertThat(shard.oneHot(new int[] {0, 2, 1}, 1, 3)).containsExactly(labels);
  }

  @Test
  void everyByteIsWidenedToWhatPredictionSees() {
    NativeLibrary.prepare();
    INDArray floats = Nd4j.create(DataType.FLOAT, 1, 256);
    Widening widening = Kernels.best().widening(floats, Shard.SCALE);
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
    ComputationGraph network =
        new ComputationGraph(new Resnet(16, 2).network(new Training(1, new WarmUpCosine(1, 2, 3))));
    network.init();
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
    Replicas.close(network);
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

  /** Counted by hand: weights and biases; a normalisation has four numbers a channel. */
  @Test
  void networksHaveTheParametersOfTheirPapers() {
    assertThat(network(new Linear()).numParams()).isEqualTo(2352 * 10 + 10);
    assertThat(network(new Mlp(List.of(256, 128))).numParams())
        .isEqualTo(2352 * 256 + 256 + 256 * 128 + 128 + 128 * 10 + 10);
    assertThat(network(new Vgg(8, 16, 0.5)).numParams())
        .isEqualTo(
            (3 * 9 * 8 + 4 * 8)
                + (8 * 9 * 8 + 4 * 8)
                + (8 * 9 * 16 + 4 * 16)
                + (16 * 9 * 16 + 4 * 16)
                + (7 * 7 * 16 * 16 + 16)
                + (16 * 10 + 10));
    int stem = 3 * 9 * 8 + 32;
    int block1 = 2 * (8 * 9 * 8 + 32);
    int block2 = 8 * 9 * 16 + 64 + 16 * 9 * 16 + 64 + 8 * 16 + 64;
    int block3 = 16 * 9 * 32 + 128 + 32 * 9 * 32 + 128 + 16 * 32 + 128;
    assertThat(network(new Resnet(8, 2)).numParams())
        .isEqualTo(stem + block1 + block2 + block3 + 32 * 10 + 10);
  }

  @Test
  void everyNetworkGivesProbabilities() {
    for (Architecture architecture :
        List.of(new Linear(), new Mlp(List.of(8)), new Vgg(8, 16, 0.5), new Resnet(8, 1))) {
      INDArray output = network(architecture).outputSingle(Nd4j.rand(2, 3, 28, 28));
      assertThat(output.shape()).containsExactly(2, 10);
      assertThat(output.sum(1).toDoubleVector()).containsExactly(new double[] {1, 1}, within(1e-5));
    }
  }

  @Test
  void aModelFileIsReadOnlyAsItWasWritten() throws IOException {
    byte[] file = ModelFile.write(network(new Linear()));
    String sha256 = CorpusImage.sha256(file);
    assertThat(ModelFile.open(ModelFile.checked("a.zip", file, sha256)).numParams())
        .isEqualTo(23_530);
    byte[] flipped = file.clone();
    flipped[file.length / 2] ^= 1;
    assertThatThrownBy(() -> ModelFile.checked("a.zip", flipped, sha256))
        .hasMessageContaining("a.zip is damaged or was changed: SHA-256 must be " + sha256);
    ByteArrayOutputStream planted = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(planted)) {
      zip.putNextEntry(new ZipEntry("preprocessor.bin"));
    }
    byte[] zip = planted.toByteArray();
    assertThatThrownBy(() -> ModelFile.checked("a.zip", zip, CorpusImage.sha256(zip)))
        .hasMessageContaining("holds 'preprocessor.bin'; only");
  }

  private static LearningCurveRow row(int epoch, double validationLoss) {
    return new LearningCurveRow(
        "a", "corpus", epoch, 1 / 3.0, 0.25, validationLoss, 0.5, 1e-3, 10, 2, 3, 4, 5, 6, 7, 8);
  }

  /** Counted by hand. */
  @Test
  void layersSayTheirShapesWeightsAndProducts() {
    assertThat(LayerRow.of("small", new Vgg(8, 16, 0.5)))
        .extracting(
            LayerRow::position,
            LayerRow::layer,
            LayerRow::output,
            LayerRow::parameters,
            LayerRow::multiplyAdds)
        .containsExactly(
            tuple(1, "stage1-conv1", "[N,8,28,28]", 216L + 32, 216L * 784),
            tuple(2, "stage1-conv2", "[N,8,14,14]", 576L + 32, 576L * 784),
            tuple(3, "stage2-conv1", "[N,16,14,14]", 1152L + 64, 1152L * 196),
            tuple(4, "stage2-conv2", "[N,16,7,7]", 2304L + 64, 2304L * 196),
            tuple(5, "dense", "[N,16]", 784L * 16 + 16, 784L * 16),
            tuple(6, "classes", "[N,10]", 170L, 160L));
    assertThat(LayerRow.of("small", new Resnet(8, 2)))
        .extracting(LayerRow::layer, LayerRow::output, LayerRow::multiplyAdds)
        .contains(
            tuple("stem", "[N,8,14,14]", 216L * 196),
            tuple("block1", "[N,8,14,14]", 2 * 576L * 196),
            tuple("block2", "[N,16,7,7]", (1152L + 2304 + 128) * 49),
            tuple("mean", "[N,32]", 0L));
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

  private static Checkpoints.State state(int epochs, long seed) {
    List<LearningCurveRow> curve = new ArrayList<>();
    for (int epoch = 1; epoch <= epochs; epoch++) {
      curve.add(row(epoch, 2));
    }
    ComputationGraph network =
        new ComputationGraph(new Linear().network(new Training(seed, new WarmUpCosine(1, 2, 3))));
    network.init();
    network.getConfiguration().setIterationCount(7);
    byte[] file = ModelFile.write(network);
    return new Checkpoints.State(file, file, 1, curve);
  }

  @Test
  void theNewestWholeCheckpointIsFoundAndTwoAreKept(@TempDir Path folder) throws IOException {
    Checkpoints checkpoints =
        new Checkpoints(
            new org.apache.hadoop.fs.Path(folder.toString(), "a b"), new Configuration());
    assertThat(checkpoints.latest()).isEmpty();
    for (int epoch = 1; epoch <= 3; epoch++) {
      checkpoints.save(state(epoch, epoch));
    }
    Checkpoints.State latest = checkpoints.latest().orElseThrow();
    assertThat(latest.curve()).isEqualTo(state(3, 3).curve());
    assertThat(latest.bestEpoch()).isEqualTo(1);
    assertThat(latest.open().getConfiguration().getIterationCount()).isEqualTo(7);
    assertThat(ModelFile.weightsSha256(latest.network()))
        .isEqualTo(ModelFile.weightsSha256(state(3, 3).network()))
        .isNotEqualTo(ModelFile.weightsSha256(state(3, 2).network()));
    assertThat(folder.resolve("a b/epoch-00001.json")).doesNotExist();
    // A file that was cut, as by a full disk, and the checksum that Hadoop keeps beside it.
    Path network = folder.resolve("a b/epoch-00003.network.zip");
    Files.delete(network.resolveSibling(".epoch-00003.network.zip.crc"));
    Files.write(network, Arrays.copyOf(Files.readAllBytes(network), 1000));
    assertThat(checkpoints.latest().orElseThrow().curve()).hasSize(2);
    checkpoints.remove();
    assertThat(checkpoints.latest()).isEmpty();
  }

  @Test
  void aNetworkFromItsFileTrainsOnAsIfNothingHadHappened() {
    ComputationGraph network = network(new Vgg(4, 16, 0));
    DataSet data =
        new DataSet(Nd4j.rand(2, 3, 28, 28), Nd4j.eye(10).get(NDArrayIndex.interval(3, 5)).dup());
    for (int i = 0; i < 3; i++) {
      network.fit(data);
    }
    byte[] file = ModelFile.write(network);
    ComputationGraph read = new Checkpoints.State(file, file, 1, List.of()).open();
    for (int i = 0; i < 3; i++) {
      network.fit(data);
      read.fit(data);
      assertThat(read.score()).isEqualTo(network.score());
    }
    assertThat(read.params()).isEqualTo(network.params());
  }
}
