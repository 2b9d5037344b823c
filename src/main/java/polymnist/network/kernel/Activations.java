package polymnist.network.kernel;

import java.util.List;
import java.util.function.Function;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive_desc;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * How activations lie in memory from kernel to kernel: as arrays [N,C/b,H,W,b] with b channels side
 * by side. In blocks b is 16 on AVX-512, else 8; with channels last it is all of them. Arrays of
 * rank 4 come from elsewhere: floats, [N,C,H,W].
 *
 * @param precision of their numbers
 * @param channelsLast whether all channels of a pixel are side by side
 */
record Activations(Precision precision, boolean channelsLast) {
  /** Returns what is fastest on this machine: tiles want channels last, all else blocks. */
  static Activations best(Precision precision) {
    return new Activations(precision, precision == Precision.BFLOAT16 && Processor.hasTiles());
  }

  /** Tells whether numbers are rounded on their way from floats. */
  boolean rounded() {
    return precision == Precision.BFLOAT16;
  }

  /**
   * Returns an operation in this form, or, where oneDNN has no fast code for it, in the next: of
   * its code for any shape a convolution takes a thousand times as long. Floats are always in this
   * form.
   */
  <T extends primitive_desc> T fastest(Function<Activations, T> operation) {
    List<Activations> forms =
        rounded()
            ? List.of(
                this,
                new Activations(Precision.BFLOAT16, false),
                new Activations(Precision.FLOAT, false))
            : List.of(this);
    return forms.stream()
        .map(operation)
        .filter(made -> !made.impl_info_str().getString().startsWith("ref"))
        .findFirst()
        .orElseGet(() -> operation.apply(this));
  }

  memory.data_type type() {
    return rounded() ? memory.data_type.bf16 : OneDnn.FLOAT;
  }

  /** Leaves the layout to the operation. */
  memory.desc any(long... dims) {
    return new memory.desc(dims, type(), memory.format_tag.any);
  }

  /** Describes the activations of some images. */
  memory.desc of(long images, int channels, int side) {
    long[] dims = {images, channels, side, side};
    memory.format_tag tag =
        channelsLast
            ? memory.format_tag.acdb
            : Processor.hasAvx512() ? memory.format_tag.aBcd16b : memory.format_tag.aBcd8b;
    return new memory.desc(dims, type(), tag);
  }

  /** Returns zeroed activations, which ND4J keeps and does not compute with. */
  INDArray zeroed(long images, int channels, int side) {
    int block = block(channels);
    return Nd4j.create(
        rounded() ? DataType.BFLOAT16 : DataType.FLOAT,
        images,
        (channels + block - 1) / block,
        side,
        side,
        block);
  }

  private int block(int channels) {
    return channelsLast ? channels : Processor.hasAvx512() ? 16 : 8;
  }
}
