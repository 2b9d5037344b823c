package polymnist.augment.kind;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import polymnist.augment.pixel.Canvas;
import polymnist.setting.InvalidSetting;

/**
 * Mixes the image with what one random convolution makes of it: colours and fine texture become
 * others, shapes stay (Z. Xu, D. Liu, J. Yang, C. Raffel, M. Niethammer, "Robust and Generalizable
 * Visual Representation Learning via Random Convolutions", ICLR 2021, there with kernels of several
 * sizes and weights He-initialised; S. Choi, D. Das, S. Choi, S. Yang, H. Park, S. Yun,
 * "Progressive Random Convolutions for Single Domain Generalization", CVPR 2023, keeps kernels
 * small, as large ones blur). Here the kernel has 1x1 or 3x3 pixels of all channels; the result is
 * given the mean and deviation of the image, so that contrast stays.
 *
 * @param maxShare 0 to 1: the greatest share of the convolution in the mixture
 * @param probability 0 to 1
 */
public record Convolution(double maxShare, double probability) implements Augmentation {
  public Convolution {
    InvalidSetting.unlessBetween("max-share", 0, 1, maxShare);
    Augmentation.checkProbability(probability);
  }

  /** Draws {@code share}, {@code reach} (0 or 1 pixels to every side) and the {@code seed}. */
  @Override
  public List<AppliedStep> draw(RandomGenerator random) {
    return drawn(
        Map.of(
            "share", Augmentation.between(0, maxShare, random),
            "reach", (double) random.nextInt(2),
            "seed", Augmentation.seed(random)));
  }

  @Override
  public Augmentation weakened(double magnitude) {
    return new Convolution(magnitude * maxShare, probability);
  }

  public static void paint(Canvas canvas, AppliedStep step) {
    float share = (float) step.parameter("share");
    int reach = (int) step.parameter("reach");
    RandomGenerator random = new SplittableRandom(step.seed());
    float[] samples = canvas.samples();
    float[] convolved = new float[samples.length];
    for (int to = 0; to < canvas.channels(); to++) {
      for (int from = 0; from < canvas.channels(); from++) {
        for (int down = -reach; down <= reach; down++) {
          for (int across = -reach; across <= reach; across++) {
            add(canvas, from, down, across, (float) random.nextGaussian(), convolved, to);
          }
        }
      }
    }
    float[] given = moments(samples);
    float[] made = moments(convolved);
    float scale = made[1] == 0 ? 0 : given[1] / made[1];
    for (int i = 0; i < samples.length; i++) {
      float changed = given[0] + scale * (convolved[i] - made[0]);
      samples[i] += share * (changed - samples[i]);
    }
  }

  /** Adds a channel, moved and weighted, to another; beyond the edge its last pixels go on. */
  private static void add(
      Canvas canvas, int from, int down, int across, float weight, float[] sum, int to) {
    int height = canvas.height();
    int width = canvas.width();
    float[] samples = canvas.samples();
    for (int y = 0; y < height; y++) {
      int row = from * canvas.plane() + clamp(y + down, height) * width;
      int at = to * canvas.plane() + y * width;
      for (int x = 0; x < width; x++) {
        sum[at + x] += weight * samples[row + clamp(x + across, width)];
      }
    }
  }

  private static int clamp(int index, int length) {
    return Math.max(0, Math.min(length - 1, index));
  }

  /** Returns mean and standard deviation. */
  private static float[] moments(float[] values) {
    double sum = 0;
    double squares = 0;
    for (float value : values) {
      sum += value;
      squares += (double) value * value;
    }
    double mean = sum / values.length;
    double variance = Math.max(0, squares / values.length - mean * mean);
    return new float[] {(float) mean, (float) Math.sqrt(variance)};
  }
}
