package polymnist.network.layer;

import java.util.List;
import org.deeplearning4j.nn.conf.inputs.InputType;
import polymnist.network.kernel.Kernel;
import polymnist.network.kernel.Kernels;
import polymnist.network.kernel.LayerWeights;

/** The mean over each channel of what a layer of kernels made: [N,C,S,S] to [N,C]. */
public final class ChannelMean extends KernelLayer {
  private static final long serialVersionUID = 1L;

  /** For DL4J's reader. */
  ChannelMean() {}

  /** Makes a layer that follows another layer of kernels. */
  public ChannelMean(String name) {
    super(name, 0, true, false);
  }

  @Override
  public void setNIn(InputType type, boolean override) {
    super.setNIn(type, override);
    nOut = nIn;
  }

  @Override
  public InputType getOutputType(int index, InputType type) {
    setNIn(type, true);
    return InputType.feedForward(nOut);
  }

  @Override
  public long multiplyAdds() {
    return 0;
  }

  @Override
  List<Variable> variables() {
    return List.of();
  }

  @Override
  Kernel kernel(Kernels kernels, LayerWeights variables) {
    return kernels.mean(in(), side);
  }

  @Override
  String describe(Blueprint blueprint, String input, LayerWeights variables) {
    return blueprint.mean(getLayerName(), input);
  }

  @Override
  int outSide() {
    return 1;
  }
}
