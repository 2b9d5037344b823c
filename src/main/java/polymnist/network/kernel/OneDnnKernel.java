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

    /**
     * Returns memory of a layout and precision that is filled from another, by a call that is
     * added; the other itself where it is so already.
     */
    memory as(memory.desc wanted, memory given, List<Call> calls) {
      if (given.get_desc().equals(wanted)) {
        return given;
      }
      memory made = own(wanted);
      calls.add(reorder(given, made));
      return made;
    }

    Call unrectify(memory.desc shape, memory output, memory outer, memory inner) {
      return OneDnn.unrectify(queue, shape, output, outer, inner);
    }

    /** Returns memory of a layout: another's where that has it, else new, to be copied to that. */
    memory like(memory.desc made, memory wanted) {
      return wanted.get_desc().equals(made) ? wanted : own(made);
    }

    /** Adds the copy to what {@link #like} was given, where it has another layout. */
    void copy(memory from, memory to, List<Call> calls) {
      if (!to.get_desc().equals(from.get_desc())) {
        calls.add(reorder(from, to));
      }
    }

    /** Makes what is set up later than the passes, and freed with them. */
    <T> T makeAndKeep(Supplier<T> maker) {
      return natives.makeAndKeep(maker);
    }

    abstract INDArray forward(INDArray input, boolean training);

    abstract INDArray backward(INDArray outputGradient);

    /** Returns an array that is freed with the passes. */
    INDArray owned(INDArray array) {
      owned.add(array);
      return array;
    }

    /** Returns an array in C order that is freed with the passes. */
    INDArray plain(long... shape) {
      return owned(Nd4j.create(DataType.FLOAT, shape));
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
