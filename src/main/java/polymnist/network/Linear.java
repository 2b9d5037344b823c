package polymnist.network;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;

/** Softmax regression on the pixels: the linear classifier that all others are measured against. */
public record Linear() implements Architecture {
  @Override
  public String source() {
    return "Cox, The Regression Analysis of Binary Sequences, 1958";
  }

  @Override
  public ComputationGraphConfiguration network(NetworkFrame training) {
    return training.output(training.graph(), NetworkFrame.INPUT);
  }
}
