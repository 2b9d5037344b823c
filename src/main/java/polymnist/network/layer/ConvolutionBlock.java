package polymnist.network.layer;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.shade.jackson.annotation.JsonProperty;
import polymnist.network.kernel.ConvolutionShape;
import polymnist.network.kernel.Kernel;
import polymnist.network.kernel.Kernels;
import polymnist.network.kernel.LayerWeights;
import polymnist.network.kernel.Sequence;

/**
 * A convolution with bias, or one without bias and batch normalisation, then ReLU, and maximum
 * pooling of 2x2 where wanted: [N,in,S,S] to [N,out,T,T].
 */
public final class ConvolutionBlock extends KernelLayer {
  private static final long serialVersionUID = 1L;

  @JsonProperty private int kernel;
  @JsonProperty private int stride;
  @JsonProperty private int padding;
  @JsonProperty private boolean normalised;
  @JsonProperty private boolean pooled;

  /** For DL4J's reader. */
  ConvolutionBlock() {}

  private ConvolutionBlock(
      String name,
      int out,
      boolean inputGradient,
      boolean plainOutput,
      int kernel,
      int stride,
      int padding,
      boolean normalised,
      boolean pooled) {
    super(name, out, inputGradient, plainOutput);
    this.kernel = kernel;
    this.stride = stride;
    this.padding = padding;
    this.normalised = normalised;
    this.pooled = pooled;
  }

  /** Says what a block is made of. */
  public static final class Builder {
    private final String name;
    private final int out;
    private final int kernel;
    private int stride = 1;
    private int padding;
    private boolean normalised;
    private boolean pooled;
    private boolean first;
    private boolean last;

    /** Begins a block of {@code kernel} x {@code kernel} convolutions to {@code out} channels. */
    public Builder(String name, int kernel, int out) {
      this.name = name;
      this.kernel = kernel;
      this.out = out;
    }

    /** Moves the kernel by {@code stride} pixels. */
    public Builder stride(int pixels) {
      stride = pixels;
      return this;
    }

    /** Pads with zeros so that, at a stride of 1, the size stays; the kernel must be odd. */
    public Builder padded() {
      padding = (kernel - 1) / 2;
      return this;
    }

    /** Adds batch normalisation. */
    public Builder normalised() {
      normalised = true;
      return this;
    }

    /** Adds the pooling. */
    public Builder pooled() {
      pooled = true;
      return this;
    }

    /** Says that this layer reads the images. */
    public Builder first() {
      first = true;
      return this;
    }

    /** Says that the next layer is not one of kernels. */
    public Builder last() {
      last = true;
      return this;
    }

    /** Returns the block. */
    public ConvolutionBlock build() {
      return new ConvolutionBlock(
          name, out, !first, last, kernel, stride, padding, normalised, pooled);
    }
  }

  private ConvolutionShape shape() {
    return new ConvolutionShape(in(), out(), side, kernel, stride, padding);
  }

  @Override
  int outSide() {
    return pooled ? shape().outSide() / 2 : shape().outSide();
  }

  @Override
  public long multiplyAdds() {
    return shape().multiplyAdds();
  }

  private LayerConvolution convolved() {
    return new LayerConvolution("", shape(), normalised);
  }

  @Override
  List<Variable> variables() {
    return convolved().variables();
  }

  @Override
  String describe(Blueprint blueprint, String input, LayerWeights variables) {
    String name = getLayerName();
    String sums = convolved().describe(blueprint, name, input, variables);
    String rectified = blueprint.rectified(name + "-relu", sums);
    return pooled ? blueprint.maxPooling(name + "-pool", rectified) : rectified;
  }

  @Override
  Kernel kernel(Kernels kernels, LayerWeights variables) {
    List<Kernel> all =
        new ArrayList<>(convolved().kernels(kernels, variables, true, inputGradient));
    if (pooled) {
      all.add(kernels.maxPooling(out(), shape().outSide()));
    }
    if (plainOutput) {
      all.add(kernels.plain(out(), outSide()));
    }
    return new Sequence(all);
  }
}
