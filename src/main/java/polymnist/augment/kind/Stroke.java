package polymnist.augment.kind;

import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import polymnist.augment.pixel.Canvas;
import polymnist.augment.pixel.GaussianKernel;
import polymnist.image.Luma;
import polymnist.setting.InvalidSetting;

/**
 * Thickens or thins what stands out from its surroundings: each pixel takes the colour of that one
 * of its four neighbours and itself whose lightness is farthest from the smoothed image (thicker),
 * or nearest to it (thinner). This is a grey-scale dilation or erosion (J. Serra, "Image Analysis
 * and Mathematical Morphology", 1982) by contrast in the place of brightness, as strokes on photos
 * are darker than their ground in one place and lighter in another.
 *
 * <p>An image does not tell which of its pixels are strokes. On even grounds it is the strokes that
 * stand out; on busy ones their texture is thickened or thinned as well.
 *
 * @param maxThicker pixels on either side of a stroke, 0 to 1; parts of a pixel are a mixture
 * @param maxThinner pixels on either side, 0 to 0.5: more would break strokes of two pixels
 * @param probability 0 to 1
 */
public record Stroke(double maxThicker, double maxThinner, double probability)
    implements Augmentation {
  /** Wider than a stroke, narrower than a digit. */
  private static final double SURROUNDINGS = 3;

  public Stroke {
    InvalidSetting.unlessBetween("max-thicker", 0, 1, maxThicker);
    InvalidSetting.unlessBetween("max-thinner", 0, 0.5, maxThinner);
    Augmentation.checkProbability(probability);
  }

  /** Draws {@code pixels}, positive for thicker. */
  @Override
  public List<AppliedStep> draw(RandomGenerator random) {
    return drawn(Map.of("pixels", Augmentation.between(-maxThinner, maxThicker, random)));
  }

  @Override
  public Augmentation weakened(double magnitude) {
    return new Stroke(magnitude * maxThicker, magnitude * maxThinner, probability);
  }

  public static void paint(Canvas canvas, AppliedStep step) {
    float pixels = (float) step.parameter("pixels");
    float[] contrast = contrast(canvas);
    float[] samples = canvas.samples();
    float[] before = samples.clone();
    int width = canvas.width();
    for (int y = 0; y < canvas.height(); y++) {
      for (int x = 0; x < width; x++) {
        int at = y * width + x;
        int from = at;
        from = x > 0 ? chosen(contrast, from, at - 1, pixels) : from;
        from = x < width - 1 ? chosen(contrast, from, at + 1, pixels) : from;
        from = y > 0 ? chosen(contrast, from, at - width, pixels) : from;
        from = y < canvas.height() - 1 ? chosen(contrast, from, at + width, pixels) : from;
        for (int plane = 0; plane < samples.length; plane += canvas.plane()) {
          samples[plane + at] += Math.abs(pixels) * (before[plane + from] - before[plane + at]);
        }
      }
    }
  }

  private static int chosen(float[] contrast, int best, int other, float pixels) {
    return pixels * contrast[other] > pixels * contrast[best] ? other : best;
  }

  /** Returns how far the lightness of each pixel is from that of its surroundings, [H,W]. */
  private static float[] contrast(Canvas canvas) {
    float[] samples = canvas.samples();
    int plane = canvas.plane();
    float[] lightness = new float[plane];
    for (int i = 0; i < plane; i++) {
      lightness[i] = Luma.of(samples[i], samples[plane + i], samples[2 * plane + i]);
    }
    float[] contrast = lightness.clone();
    GaussianKernel.of(SURROUNDINGS).smooth(contrast, 0, canvas.height(), canvas.width());
    for (int i = 0; i < plane; i++) {
      contrast[i] = Math.abs(lightness[i] - contrast[i]);
    }
    return contrast;
  }
}
