package polymnist.train;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;

/** Softmax regression on the pixels: the linear classifier that all others are measured against. */
record Linear() implements Architecture {
  @Override
  public String source() {
    return "Cox, The Regression Analysis of Binary Sequences, 1958";
  }

  @Override
  public ComputationGraphConfiguration network(Training training) {
    return training.output(training.graph(), Training.INPUT);
  }
}
