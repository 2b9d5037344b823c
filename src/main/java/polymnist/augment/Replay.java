package polymnist.augment;

import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import polymnist.corpus.Image;

/**
 * Carries out recorded steps. All geometric ones come first, composed into one resampling; the
 * others follow in their order. The same image and steps give the same pixels on any machine.
 */
public final class Replay {
  private static final Map<String, BiConsumer<Warp, Step>> GEOMETRIC =
      Map.of(
          Rotate.KIND, Rotate::bend,
          Shift.KIND, Shift::bend,
          Scale.KIND, Scale::bend,
          Shear.KIND, Shear::bend,
          Perspective.KIND, Perspective::bend,
          Elastic.KIND, Elastic::bend);

  private static final Map<String, BiConsumer<Canvas, Step>> PHOTOMETRIC =
      Map.ofEntries(
          Map.entry(Stroke.KIND, Stroke::paint),
          Map.entry(Texture.KIND, Texture::paint),
          Map.entry(Brightness.KIND, Brightness::paint),
          Map.entry(Contrast.KIND, Contrast::paint),
          Map.entry(Gamma.KIND, Gamma::paint),
          Map.entry(Saturation.KIND, Saturation::paint),
          Map.entry(Hue.KIND, Hue::paint),
          Map.entry(ShuffleChannels.KIND, ShuffleChannels::paint),
          Map.entry(Invert.KIND, Invert::paint),
          Map.entry(Noise.KIND, Noise::paint),
          Map.entry(Blur.KIND, Blur::paint),
          Map.entry(Jpeg.KIND, Jpeg::paint),
          Map.entry(Erase.KIND, Erase::paint));

  private Replay() {}

  private static boolean isGeometric(String kind) {
    return GEOMETRIC.containsKey(kind);
  }

  /**
   * Returns the changed image, of the same shape.
   *
   * @param image [3,H,W]; it is left as it is
   * @throws IllegalArgumentException when a step's kind is unknown or it lacks a parameter
   */
  public static Image of(Image image, List<Step> steps) {
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
