package polymnist.augment;

import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import polymnist.corpus.Image;

/**
 * Carries out recorded steps. All geometric ones come first, composed into one resampling; the
 * others follow in their order. The same image and steps give the same pixels on any machine.
 */
final class Replay {
  private static final Map<String, BiConsumer<Warp, Step>> GEOMETRIC =
      Map.of(
          Rotate.KIND, Rotate::bend,
          Shift.KIND, Shift::bend,
          Scale.KIND, Scale::bend,
          Shear.KIND, Shear::bend,
          Elastic.KIND, Elastic::bend);

  private static final Map<String, BiConsumer<Canvas, Step>> PHOTOMETRIC =
      Map.of(
          Brightness.KIND, Brightness::paint,
          Contrast.KIND, Contrast::paint,
          Saturation.KIND, Saturation::paint,
          Invert.KIND, Invert::paint,
          Noise.KIND, Noise::paint,
          Blur.KIND, Blur::paint,
          Erase.KIND, Erase::paint);

  private Replay() {}

  /** Tells whether a kind moves pixels rather than recolours them. */
  static boolean isGeometric(String kind) {
    return GEOMETRIC.containsKey(kind);
  }

  /**
   * Returns the changed image, of the same shape.
   *
   * @param image [3,H,W]; it is left as it is
   * @throws IllegalArgumentException when a step's kind is unknown or it lacks a parameter
   */
  static Image of(Image image, List<Step> steps) {
    Warp warp = new Warp(image.height(), image.width());
    for (Step step : steps) {
      if (isGeometric(step.kind())) {
        GEOMETRIC.get(step.kind()).accept(warp, step);
      } else if (!PHOTOMETRIC.containsKey(step.kind())) {
        throw new IllegalArgumentException("no augmentation is called " + step.kind());
      }
    }
    Canvas canvas = warp.resample(image);
    for (Step step : steps) {
      if (PHOTOMETRIC.containsKey(step.kind())) {
        PHOTOMETRIC.get(step.kind()).accept(canvas, step);
      }
    }
    return canvas.toImage();
  }
}
