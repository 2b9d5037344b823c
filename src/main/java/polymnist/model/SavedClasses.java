package polymnist.model;

import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import polymnist.network.WarmUpCosine;
import polymnist.network.layer.ChannelMean;
import polymnist.network.layer.ConvolutionBlock;
import polymnist.network.layer.Dense;
import polymnist.network.layer.Dropout;
import polymnist.network.layer.LoopedAdam;
import polymnist.network.layer.ResidualBlock;
import polymnist.network.layer.SoftmaxOutput;

/**
 * The names of our classes in saved networks. DL4J writes the names of classes into a network's
 * JSON; files hold names that stay when classes are renamed or moved. Files of earlier versions
 * have the classes' own names, which are read too: a class that is renamed keeps its line here.
 */
final class SavedClasses {
  private static final String PREFIX = "polymnist:";

  /** Names in files, with their classes. */
  private static final Map<String, Class<?>> CLASSES =
      Map.of(
          PREFIX + "channel-mean", ChannelMean.class,
          PREFIX + "convolution-block", ConvolutionBlock.class,
          PREFIX + "dense", Dense.class,
          PREFIX + "dropout", Dropout.class,
          PREFIX + "looped-adam", LoopedAdam.class,
          PREFIX + "residual-block", ResidualBlock.class,
          PREFIX + "softmax-output", SoftmaxOutput.class,
          PREFIX + "warm-up-cosine", WarmUpCosine.class);

  /** What the classes were called when files had their names. */
  private static final Map<String, Class<?>> FORMER =
      Map.of(
          "polymnist.network.layer.ConvolutionBlock", ConvolutionBlock.class,
          "polymnist.network.layer.Dense", Dense.class,
          "polymnist.network.layer.Dropout", Dropout.class,
          "polymnist.network.layer.LoopedAdam", LoopedAdam.class,
          "polymnist.network.layer.ResidualBlock", ResidualBlock.class,
          "polymnist.network.layer.SoftmaxOutput", SoftmaxOutput.class,
          "polymnist.network.WarmUpCosine", WarmUpCosine.class);

  private static final Pattern OWN = Pattern.compile("\"(polymnist[.:][A-Za-z.-]+)\"");

  private SavedClasses() {}

  /**
   * Returns a network's JSON with the names that files have.
   *
   * @throws IllegalStateException when a class of ours has none
   */
  static String toFile(String json) {
    Map<String, String> names = new HashMap<>();
    CLASSES.forEach((name, type) -> names.put(type.getName(), name));
    return renamed(
        json,
        type -> {
          if (!names.containsKey(type)) {
            throw new IllegalStateException(type + " is saved with networks and needs a name here");
          }
          return names.get(type);
        });
  }

  /**
   * Returns the JSON of a file with the names of classes.
   *
   * @param file its name, for the message
   * @throws IllegalArgumentException when it has a name that this version does not know
   */
  static String toClasses(String file, String json) {
    return renamed(
        json,
        name -> {
          Class<?> type = CLASSES.getOrDefault(name, FORMER.get(name));
          if (type == null) {
            throw new IllegalArgumentException(
                "the model file %s was written by another version of this project, which had %s: train it again"
                    .formatted(file, name));
          }
          return type.getName();
        });
  }

  private static String renamed(String json, UnaryOperator<String> name) {
    return OWN.matcher(json)
        .replaceAll(found -> Matcher.quoteReplacement('"' + name.apply(found.group(1)) + '"'));
  }
}
