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
 * A residual block (He, Zhang, Ren, Sun, "Deep Residual Learning for Image Recognition", CVPR 2016,
 * figure 2): two 3x3 convolutions beside a shortcut, which is a 1x1 convolution where the shape
 * changes; all with batch normalisation. [N,in,S,S] to [N,out,T,T].
 */
public final class ResidualBlock extends KernelLayer {
  private static final long serialVersionUID = 1L;

  @JsonProperty private int stride;

  /** For DL4J's reader. */
  ResidualBlock() {}

  /**
   * Makes a block that follows another layer of kernels.
   *
   * @param last whether the next layer is not one of kernels
   */
  public ResidualBlock(String name, int out, int stride, boolean last) {
    super(name, out, true, last);
    this.stride = stride;
  }

  private LayerConvolution first() {
    return new LayerConvolution("a-", new ConvolutionShape(in(), out(), side, 3, stride, 1), true);
  }

  private LayerConvolution second() {
    return new LayerConvolution("b-", new ConvolutionShape(out(), out(), outSide(), 3, 1, 1), true);
  }

  private LayerConvolution shortcut() {
    return new LayerConvolution("c-", new ConvolutionShape(in(), out(), side, 1, stride, 0), true);
  }

  private boolean sameShape() {
    return stride == 1 && nIn == nOut;
  }

  private List<LayerConvolution> parts() {
    return sameShape() ? List.of(first(), second()) : List.of(first(), second(), shortcut());
  }

  @Override
  int outSide() {
    return new ConvolutionShape(in(), out(), side, 3, stride, 1).outSide();
  }

  @Override
  public long multiplyAdds() {
    return parts().stream().mapToLong(part -> part.shape().multiplyAdds()).sum();
  }

  @Override
  List<Variable> variables() {
    return parts().stream().flatMap(part -> part.variables().stream()).toList();
  }

  @Override
  String describe(Blueprint blueprint, String input, LayerWeights variables) {
    String name = getLayerName();
    String one = first().describe(blueprint, name, input, variables);
    String two =
        second().describe(blueprint, name, blueprint.rectified(name + "-a-relu", one), variables);
    String beside = sameShape() ? input : shortcut().describe(blueprint, name, input, variables);
    return blueprint.rectified(name + "-relu", blueprint.sum(name + "-sum", two, beside));
  }

  @Override
  Kernel kernel(Kernels kernels, LayerWeights variables) {
    List<Kernel> main = new ArrayList<>(first().kernels(kernels, variables, true, true));
    main.addAll(second().kernels(kernels, variables, false, true));
    Kernel beside =
        sameShape()
            ? kernels.identity()
            : new Sequence(shortcut().kernels(kernels, variables, false, true));
    Kernel sum = kernels.rectifiedSum(new Sequence(main), beside, out(), outSide());
    return plainOutput ? new Sequence(List.of(sum, kernels.plain(out(), outSide()))) : sum;
  }
}
