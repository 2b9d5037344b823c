package polymnist.network.layer;

import java.util.List;
import org.deeplearning4j.nn.conf.inputs.InputType;
import polymnist.network.kernel.Kernel;
import polymnist.network.kernel.Kernels;
import polymnist.network.kernel.LayerWeights;

/** A dense layer with ReLU: [N,...] to [N,out]. */
public final class Dense extends KernelLayer {
  private static final long serialVersionUID = 1L;

  /** For DL4J's reader. */
  Dense() {}

  /**
   * Makes a layer.
   *
   * @param dropout share of its inputs that is dropped in training, 0 to 1
   * @param first whether this layer reads the images
   */
  public Dense(String name, int out, double dropout, boolean first) {
    super(name, out, !first, false);
    if (dropout > 0) {
      setIDropout(new Dropout(dropout));
    }
  }

  @Override
  public void setNIn(InputType type, boolean override) {
    nIn = type.arrayElementsPerExample();
  }

  @Override
  public InputType getOutputType(int index, InputType type) {
    setNIn(type, true);
    return InputType.feedForward(nOut);
  }

  @Override
  public long multiplyAdds() {
    return nIn * nOut;
  }

  @Override
  List<Variable> variables() {
    return List.of(
        new Variable("weights", new long[] {nOut, nIn}, Variable.Start.HE),
        new Variable("bias", new long[] {nOut}, Variable.Start.ZERO));
  }

  @Override
  Kernel kernel(Kernels kernels, LayerWeights variables) {
    return kernels.dense(in(), out(), variables, "weights", "bias", true, inputGradient);
  }

  @Override
  String describe(Blueprint blueprint, String input, LayerWeights variables) {
    String name = getLayerName();
    String sums =
        blueprint.dense(
            name,
            input,
            variables.value("weights").dup('c').data().asFloat(),
            variables.value("bias").toFloatVector());
    return blueprint.rectified(name + "-relu", sums);
  }

  @Override
  int outSide() {
    return 1;
  }
}
