package polymnist.train;

import java.io.Serializable;
import polymnist.job.InvalidSetting;

/**
 * How one network is made and trained; {@code reference.conf} says what each means.
 *
 * @param epochs 1 to 10,000
 * @param learningRate above 0, at most 1
 * @param averagingFrequency minibatches, 1 to 1,000,000
 */
public record NetworkSettings(
    Architecture architecture, int epochs, double learningRate, int averagingFrequency)
    implements Serializable {
  public NetworkSettings {
    InvalidSetting.unlessBetween("epochs", 1, 10_000, epochs);
    InvalidSetting.unlessBetween("learning-rate", 1e-9, 1, learningRate);
    InvalidSetting.unlessBetween("averaging-frequency", 1, 1_000_000, averagingFrequency);
  }
}
