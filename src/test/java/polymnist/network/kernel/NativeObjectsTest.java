package polymnist.network.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static polymnist.train.TrainingExamples.network;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import polymnist.network.NativeLibrary;
import polymnist.network.Resnet;
import polymnist.network.layer.LayerBuffers;

class NativeObjectsTest {
  /** Of six sizes of minibatches, fifty each. */
  private static final int ROUNDS = 300;

  /**
   * A network goes from thread to thread, as Spark gives a task to any of them, and minibatches of
   * more sizes than kernels keep let them set up primitives again.
   */
  @Test
  void aNetworkThatGoesFromThreadToThreadLearnsTheSameAndKeepsNoMemory()
      throws InterruptedException, ExecutionException {
    NativeLibrary.prepare();
    long objects = NativeObjects.alive();
    float[] byOneThread = trainedInRounds(1, ROUNDS);
    for (int i = 0; i < 1_000; i += ROUNDS) {
      assertThat(trainedInRounds(5, ROUNDS)).isEqualTo(byOneThread);
    }
    // Without garbage collection, which would free what was forgotten, but nobody knows when.
    assertThat(NativeObjects.alive()).isEqualTo(objects);
  }

  /** Returns the weights after minibatches of several sizes, each trained by the next thread. */
  private static float[] trainedInRounds(int threads, int rounds)
      throws InterruptedException, ExecutionException {
    ComputationGraph network = network(new Resnet(16, 2));
    List<ExecutorService> workers =
        Stream.generate(Executors::newSingleThreadExecutor).limit(threads).toList();
    try {
      for (int round = 0; round < rounds; round++) {
        DataSet minibatch = minibatch(3 + round / 50);
        workers.get(round % threads).submit(() -> network.fit(minibatch)).get();
      }
      return network.params().dup().data().asFloat();
    } finally {
      workers.forEach(ExecutorService::shutdown);
      LayerBuffers.free(network);
    }
  }

  private static DataSet minibatch(int images) {
    Nd4j.getRandom().setSeed(images);
    INDArray labels = Nd4j.zeros(DataType.FLOAT, images, 10);
    for (int i = 0; i < images; i++) {
      labels.putScalar(i, i % 10, 1);
    }
    return new DataSet(Nd4j.rand(DataType.FLOAT, images, 3, 28, 28), labels);
  }
}
