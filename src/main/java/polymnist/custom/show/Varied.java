package polymnist.custom.show;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import polymnist.chance.Chance;
import polymnist.image.Image;
import polymnist.ink.Candidate;
import polymnist.ink.Distortion;
import polymnist.ink.MnistForm;
import polymnist.setting.InvalidSetting;

/**
 * The digit in several forms, as other hands might have written it, each pasted on crops of the
 * photos. The first form is the digit as it is; the others are drawn evenly from the ranges. Level
 * strokes of MNIST's writers rise to the right; those of people who draw with a mouse or copy print
 * do not, so a rise brings them closer to what networks know.
 *
 * @param forms how many, 1 to 100
 * @param crops of each photo for each form, 1 to 100
 * @param maxTurn in degrees to either side, 0 to 30
 * @param maxRise in degrees by which level strokes are made to rise to the right at most, 0 to 30
 * @param minStroke the least factor of the strokes' width, 0.5 to 1
 * @param maxStroke the greatest, 1 to 2
 * @param minSize the least factor of the digit's size, 0.5 to 1
 * @param maxSize the greatest, 1 to 1.3
 */
public record Varied(
    int forms,
    int crops,
    double maxTurn,
    double maxRise,
    double minStroke,
    double maxStroke,
    double minSize,
    double maxSize)
    implements Presentation {

  public Varied {
    InvalidSetting.unlessBetween("forms", 1, 100, forms);
    InvalidSetting.unlessBetween("crops", 1, 100, crops);
    InvalidSetting.unlessBetween("max-turn", 0, 30, maxTurn);
    InvalidSetting.unlessBetween("max-rise", 0, 30, maxRise);
    InvalidSetting.unlessBetween("min-stroke", 0.5, 1, minStroke);
    InvalidSetting.unlessBetween("max-stroke", 1, 2, maxStroke);
    InvalidSetting.unlessBetween("min-size", 0.5, 1, minSize);
    InvalidSetting.unlessBetween("max-size", 1, 1.3, maxSize);
  }

  @Override
  public List<Image> images(String path, Image picture, Candidate found, Pasting pasting) {
    List<Image> images = new ArrayList<>(pasting.images(path, found.mask(), crops, 0));
    for (int form = 1; form < forms; form++) {
      Distortion distortion = drawn(Chance.generator(pasting.seed(), "form " + path, form, 0));
      byte[] mask = MnistForm.of(found.ink(), distortion);
      images.addAll(pasting.images(path, mask, crops, form));
    }
    return images;
  }

  private Distortion drawn(RandomGenerator random) {
    return new Distortion(
        between(minStroke, maxStroke, random),
        between(-maxTurn, maxTurn, random),
        between(0, maxRise, random),
        between(minSize, maxSize, random));
  }

  private static double between(double least, double most, RandomGenerator random) {
    return least + random.nextDouble() * (most - least);
  }
}
