package polymnist.network;

import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import polymnist.network.layer.Dense;
import polymnist.setting.InvalidSetting;

/**
 * A multilayer perceptron: dense layers with rectified linear units.
 *
 * @param hidden the width of each hidden layer, 1 to 4096
 */
public record Mlp(List<Integer> hidden) implements Architecture {
  public Mlp {
    if (hidden.isEmpty()) {
      throw new InvalidSetting("hidden", "must name at least one layer, such as [256, 128]");
    }
    hidden.forEach(width -> InvalidSetting.unlessBetween("hidden", 1, 4096, width));
    hidden = List.copyOf(hidden);
  }

  @Override
  public String source() {
    return "Rumelhart, Hinton, Williams, Learning Representations by Back-Propagating Errors, 1986";
  }

  @Override
  public ComputationGraphConfiguration network(NetworkFrame training) {
    ComputationGraphConfiguration.GraphBuilder graph = training.graph();
    String last = NetworkFrame.INPUT;
    for (int i = 0; i < hidden.size(); i++) {
      String name = "hidden" + (i + 1);
      graph.addLayer(name, new Dense(name, hidden.get(i), 0, i == 0), last);
      last = name;
    }
    return training.output(graph, last);
  }
}
