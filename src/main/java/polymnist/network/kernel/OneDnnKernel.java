package polymnist.network.kernel;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.stream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import polymnist.network.kernel.OneDnn.Call;

/** A kernel made of oneDNN's primitives, which are set up once for each size of minibatch. */
abstract class OneDnnKernel implements Kernel {
  /** A data set ends in one smaller minibatch, and a corpus has a few such ends. */
  private static final int SIZES = 4;

  private final Map<Long, Passes> passes = new LinkedHashMap<>(SIZES, 0.75f, true);
  private Passes latest;

  /** The forward and the backward pass for one size of minibatch. */
  abstract static class Passes {
    private final List<AutoCloseable> owned = new ArrayList<>();
    private final stream queue = new stream(OneDnn.cpu());
    private NativeObjects natives;

    /** Returns a call of a primitive in the stream of these passes. */
    Call call(primitive operation) {
      return new Call(queue, operation);
    }

    Call reorder(memory from, memory to) {
      return OneDnn.reorder(queue, from, to);
    }

    Call unrectify(memory.desc shape, memory output, memory outer, memory inner) {
      return OneDnn.unrectify(queue, shape, output, outer, inner);
    }

    /** Makes what is set up later than the passes, and freed with them. */
    <T> T makeAndKeep(Supplier<T> maker) {
      return natives.makeAndKeep(maker);
    }

    abstract INDArray forward(INDArray input, boolean training);

    abstract INDArray backward(INDArray outputGradient);

    /** Returns a blocked activation that is freed with the passes. */
    INDArray activation(long images, int channels, int side) {
      INDArray array = OneDnn.activation(images, channels, side);
      owned.add(array);
      return array;
    }

    /** Returns an array in C order that is freed with the passes. */
    INDArray plain(long... shape) {
      INDArray array = Nd4j.create(DataType.FLOAT, shape);
      owned.add(array);
      return array;
    }

    /** Returns memory in a layout of oneDNN's choice that is freed with the passes. */
    memory own(memory.desc layout) {
      return OneDnn.own(layout);
    }

    void close() {
      natives.close();
      IllegalStateException failure = null;
      for (AutoCloseable resource : owned) {
        try {
          resource.close();
        } catch (Exception e) {
          if (failure == null) {
            failure = new IllegalStateException("cannot free a buffer", e);
          } else {
            failure.addSuppressed(e);
          }
        }
      }
      if (failure != null) {
        throw failure;
      }
    }
  }

  /** Sets the passes up for minibatches like this one. */
  abstract Passes passes(INDArray input);

  @Override
  public INDArray forward(INDArray input, boolean training) {
    latest = passes.get(input.size(0));
    if (latest == null) {
      NativeObjects natives = new NativeObjects();
      latest = natives.makeAndKeep(() -> passes(input));
      latest.natives = natives;
      passes.put(input.size(0), latest);
      if (passes.size() > SIZES) {
        var oldest = passes.entrySet().iterator();
        oldest.next().getValue().close();
        oldest.remove();
      }
    }
    return latest.forward(input, training);
  }

  @Override
  public INDArray backward(INDArray outputGradient) {
    return latest.backward(outputGradient);
  }

  @Override
  public void close() {
    passes.values().forEach(Passes::close);
    passes.clear();
    latest = null;
  }
}
