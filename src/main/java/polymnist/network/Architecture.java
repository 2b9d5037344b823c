package polymnist.network;

import java.io.Serializable;
import java.util.Locale;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;

/**
 * The shape of a network, without its weights. To add one, write a record with a {@link #network}
 * method, name it here, and give it a block {@code train.networks.NAME} whose {@code kind} is the
 * record's name in kebab-case.
 */
public sealed interface Architecture extends Serializable permits Linear, Mlp, Lenet, Vgg, Resnet {
  /**
   * Returns the configuration of a network that reads images [N,3,28,28], samples scaled to [-1,
   * 1], and gives class probabilities [N,10].
   */
  ComputationGraphConfiguration network(NetworkFrame training);

  /** Returns its kind, such as {@code vgg}. */
  default String name() {
    return getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }

  /** Names the publication that it follows. */
  String source();
}
