package polymnist.network;

import static org.assertj.core.api.Assertions.assertThat;
import static polymnist.train.TrainingExamples.network;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import polymnist.network.layer.LayerBuffers;

class NativeMemoryTest {
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
}
