package polymnist.network.kernel;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_FROM;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_TO;

import java.nio.ByteBuffer;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive_attr;
import org.bytedeco.dnnl.reorder;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.BytePointer;
import org.nd4j.linalg.api.ndarray.INDArray;
import polymnist.network.kernel.OneDnn.Call;

/**
 * Bytes to floats by the reorder of oneDNN, with vector instructions, which Java 17 has none of for
 * this conversion.
 */
final class OneDnnWidening implements Widening {
  private final NativeObjects natives = new NativeObjects();
  private final BytePointer bytes;
  private final Call widen;

  OneDnnWidening(INDArray floats, float scale) {
    bytes = new BytePointer(floats.length());
    widen = natives.makeAndKeep(() -> call(floats, scale));
  }

  private Call call(INDArray floats, float scale) {
    long[] dims = {floats.length()};
    memory.desc from = new memory.desc(dims, memory.data_type.s8, memory.format_tag.a);
    memory source = new memory(from, OneDnn.cpu(), bytes);
    memory target = OneDnn.of(OneDnn.plain(dims), floats);
    primitive_attr attributes = OneDnn.attributes();
    attributes.set_output_scales(0, new float[] {scale});
    return new Call(new stream(OneDnn.cpu()), new reorder(source, target, attributes))
        .with(DNNL_ARG_FROM, source)
        .with(DNNL_ARG_TO, target);
  }

  @Override
  public ByteBuffer bytes() {
    return bytes.asByteBuffer();
  }

  @Override
  public void widen() {
    widen.run();
  }

  @Override
  public void close() {
    natives.close();
    bytes.close();
  }
}
