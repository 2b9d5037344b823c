package polymnist.network.layer;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Lays the variables of a {@link KernelLayer} out in DL4J's one long row of weights. */
enum VariableInitializer implements ParamInitializer {
  INSTANCE;

  @Override
  public long numParams(NeuralNetConfiguration conf) {
    return numParams(conf.getLayer());
  }

  @Override
  public long numParams(Layer layer) {
    return variables(layer).stream().mapToLong(Variable::length).sum();
  }

  @Override
  public List<String> paramKeys(Layer layer) {
    return variables(layer).stream().map(Variable::name).toList();
  }

  @Override
  public List<String> weightKeys(Layer layer) {
    return variables(layer).stream()
        .filter(variable -> variable.start() == Variable.Start.HE)
        .map(Variable::name)
        .toList();
  }

  @Override
  public List<String> biasKeys(Layer layer) {
    return variables(layer).stream()
        .filter(variable -> variable.start() == Variable.Start.ZERO)
        .map(Variable::name)
        .toList();
  }

  @Override
  public boolean isWeightParam(Layer layer, String key) {
    return weightKeys(layer).contains(key);
  }

  @Override
  public boolean isBiasParam(Layer layer, String key) {
    return biasKeys(layer).contains(key);
  }

  @Override
  public Map<String, INDArray> init(
      NeuralNetConfiguration conf, INDArray paramsView, boolean initializeParams) {
    Map<String, INDArray> values = views(conf, paramsView);
    for (Variable variable : variables(conf.getLayer())) {
      if (initializeParams) {
        variable.begin(values.get(variable.name()));
      }
      conf.addVariable(variable.name());
    }
    return values;
  }

  @Override
  public Map<String, INDArray> getGradientsFromFlattened(
      NeuralNetConfiguration conf, INDArray gradientView) {
    return views(conf, gradientView);
  }

  private static Map<String, INDArray> views(NeuralNetConfiguration conf, INDArray row) {
    Map<String, INDArray> views = new LinkedHashMap<>();
    long from = 0;
    for (Variable variable : variables(conf.getLayer())) {
      long to = from + variable.length();
      views.put(
          variable.name(),
          row.get(NDArrayIndex.interval(0, 0, true), NDArrayIndex.interval(from, to))
              .reshape('c', variable.shape()));
      from = to;
    }
    return Collections.synchronizedMap(views);
  }

  private static List<Variable> variables(Layer layer) {
    return ((KernelLayer) layer).variables();
  }
}
