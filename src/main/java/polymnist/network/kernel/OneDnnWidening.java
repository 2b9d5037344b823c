package polymnist.network.kernel;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_FROM;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_TO;

import java.nio.ByteBuffer;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive_attr;
import org.bytedeco.dnnl.reorder;
import org.bytedeco.javacpp.BytePointer;
import org.nd4j.linalg.api.ndarray.INDArray;
import polymnist.network.kernel.OneDnn.Step;

/**
 * Bytes to floats by the reorder of oneDNN, with vector instructions, which Java 17 has none of for
 * this conversion.
 */
final class OneDnnWidening implements Widening {
  private final BytePointer bytes;
  private final Step widen;

  OneDnnWidening(INDArray floats, float scale) {
    bytes = new BytePointer(floats.length());
    long[] dims = {floats.length()};
    memory.desc from = new memory.desc(dims, memory.data_type.s8, memory.format_tag.a);
    memory source = new memory(from, OneDnn.cpu(), bytes);
    memory target = OneDnn.of(OneDnn.plain(dims), floats);
    primitive_attr attributes = new primitive_attr();
    attributes.set_output_scales(0, new float[] {scale});
    widen =
        new Step(new reorder(source, target, attributes))
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
}
