package polymnist.network.kernel;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_FROM;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SCRATCHPAD;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_TO;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_desc_query_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_scratchpad_md;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.eltwise_backward;
import org.bytedeco.dnnl.eltwise_forward;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.global.dnnl.scratchpad_mode;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.primitive_attr;
import org.bytedeco.dnnl.reorder;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What the kernels made of oneDNN share. */
final class OneDnn {
  static final memory.data_type FLOAT = memory.data_type.f32;

  private OneDnn() {}

  private static final class Holder {
    static final engine CPU = new engine(engine.kind.cpu, 0);
  }

  static engine cpu() {
    return Holder.CPU;
  }

  /** Describes an array in C order. */
  static memory.desc plain(long... dims) {
    memory.format_tag tag =
        switch (dims.length) {
          case 1 -> memory.format_tag.a;
          case 2 -> memory.format_tag.ab;
          case 4 -> memory.format_tag.abcd;
          default -> throw new IllegalArgumentException("no layout for rank " + dims.length);
        };
    return new memory.desc(dims, FLOAT, tag);
  }

  /** Leaves the layout to the operation. */
  static memory.desc any(long... dims) {
    return new memory.desc(dims, FLOAT, memory.format_tag.any);
  }

  static memory of(memory.desc layout, INDArray array) {
    return new ArrayMemory(layout, array);
  }

  /** Points a memory at an array of the same description. */
  static void move(memory moved, INDArray array) {
    ((ArrayMemory) moved).move(array);
  }

  /** Returns memory of oneDNN's own, freed with {@link Pointer#close}. */
  static memory own(memory.desc layout) {
    return new memory(layout, cpu());
  }

  /**
   * Memory that is an array's, and keeps it: oneDNN knows no more than an address, and ND4J frees
   * an array that nothing in Java refers to, be it in the midst of a primitive that reads it.
   */
  private static final class ArrayMemory extends memory {
    private INDArray array;

    ArrayMemory(memory.desc layout, INDArray array) {
      super(layout, cpu(), new ArrayAddress(array));
      this.array = array;
    }

    void move(INDArray to) {
      if (to != array) {
        set_data_handle(new ArrayAddress(to));
        array = to;
      }
    }
  }

  /** Where an array begins, which JavaCPP does not free. */
  private static final class ArrayAddress extends Pointer {
    ArrayAddress(INDArray array) {
      address = array.data().address() + array.offset() * array.data().getElementSize();
    }
  }

  /**
   * A primitive with its arguments and its scratchpad. The library's own scratchpads belong to the
   * thread that made a primitive; ours go with it, as a network goes from thread to thread.
   */
  static final class Call {
    private final stream queue;
    private final primitive operation;
    private final IntMemoryMap arguments = new IntMemoryMap();

    /** The arguments once more, as a native map keeps none of Java's objects. */
    private final List<memory> kept = new ArrayList<>();

    /**
     * Makes a call.
     *
     * @param queue of the kernel, which one thread at a time uses
     * @param operation made with {@link #attributes} or {@link #rectifying}
     */
    Call(stream queue, primitive operation) {
      this.queue = queue;
      this.operation = operation;
      with(
          DNNL_ARG_SCRATCHPAD,
          own(
              new memory.desc(
                  dnnl_primitive_desc_query_md(
                      operation.get_dnnl_primitive_desc(), dnnl_query_scratchpad_md, 0))));
    }

    Call with(int argument, memory value) {
      arguments.put(argument, value);
      kept.add(value);
      return this;
    }

    void run() {
      operation.execute(queue, arguments);
    }
  }

  /** Returns the attributes of a primitive whose scratchpad is given to it. */
  static primitive_attr attributes() {
    primitive_attr attributes = new primitive_attr();
    attributes.set_scratchpad_mode(scratchpad_mode.user);
    return attributes;
  }

  /** Returns a copy from one layout to another. */
  static Call reorder(stream queue, memory from, memory to) {
    return new Call(queue, new reorder(from, to, attributes()))
        .with(DNNL_ARG_FROM, from)
        .with(DNNL_ARG_TO, to);
  }

  /** Returns the attribute of a primitive that ends in a ReLU. */
  static primitive_attr rectifying() {
    post_ops after = new post_ops();
    after.append_eltwise(1, algorithm.eltwise_relu, 0, 0);
    primitive_attr attributes = attributes();
    attributes.set_post_ops(after);
    return attributes;
  }

  /** Returns the gradient before a ReLU, from the ReLU's output and the gradient after it. */
  static Call unrectify(
      stream queue, memory.desc shape, memory output, memory outer, memory inner) {
    var forward =
        new eltwise_forward.primitive_desc(
            new eltwise_forward.desc(
                prop_kind.forward_training, algorithm.eltwise_relu_use_dst_for_bwd, shape, 0f, 0f),
            attributes(),
            cpu());
    return new Call(
            queue,
            new eltwise_backward(
                new eltwise_backward.primitive_desc(
                    new eltwise_backward.desc(
                        algorithm.eltwise_relu_use_dst_for_bwd, shape, shape, 0f, 0f),
                    attributes(),
                    cpu(),
                    forward)))
        .with(DNNL_ARG_DST, output)
        .with(DNNL_ARG_DIFF_DST, outer)
        .with(DNNL_ARG_DIFF_SRC, inner);
  }
}
