package polymnist.augment;

import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import polymnist.augment.kind.AppliedStep;
import polymnist.augment.kind.Blur;
import polymnist.augment.kind.Brightness;
import polymnist.augment.kind.Contrast;
import polymnist.augment.kind.Convolution;
import polymnist.augment.kind.Elastic;
import polymnist.augment.kind.Erase;
import polymnist.augment.kind.Gamma;
import polymnist.augment.kind.Hue;
import polymnist.augment.kind.Invert;
import polymnist.augment.kind.Jpeg;
import polymnist.augment.kind.Noise;
import polymnist.augment.kind.Perspective;
import polymnist.augment.kind.Rotate;
import polymnist.augment.kind.Saturation;
import polymnist.augment.kind.Scale;
import polymnist.augment.kind.Shear;
import polymnist.augment.kind.Shift;
import polymnist.augment.kind.ShuffleChannels;
import polymnist.augment.kind.Stroke;
import polymnist.augment.kind.Texture;
import polymnist.augment.pixel.Canvas;
import polymnist.augment.pixel.Warp;
import polymnist.image.Image;

/**
 * Carries out recorded steps. All geometric ones come first, composed into one resampling; the
 * others follow in their order. The same image and steps give the same pixels on any machine.
 */
public final class Replay {
  private static final Map<String, BiConsumer<Warp, AppliedStep>> GEOMETRIC =
      Map.of(
          Rotate.KIND, Rotate::bend,
          Shift.KIND, Shift::bend,
          Scale.KIND, Scale::bend,
          Shear.KIND, Shear::bend,
          Perspective.KIND, Perspective::bend,
          Elastic.KIND, Elastic::bend);

  private static final Map<String, BiConsumer<Canvas, AppliedStep>> PHOTOMETRIC =
      Map.ofEntries(
          Map.entry(Stroke.KIND, Stroke::paint),
          Map.entry(Texture.KIND, Texture::paint),
          Map.entry(Convolution.KIND, Convolution::paint),
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

  static boolean isGeometric(String kind) {
    return GEOMETRIC.containsKey(kind);
  }

  /**
   * Returns the changed image, of the same shape.
   *
   * @param image [3,H,W]; it is left as it is
   * @throws IllegalArgumentException when a step's kind is unknown or it lacks a parameter
   */
  public static Image of(Image image, List<AppliedStep> steps) {
    Warp warp = new Warp(image.height(), image.width());
    for (AppliedStep step : steps) {
      if (isGeometric(step.kind())) {
        GEOMETRIC.get(step.kind()).accept(warp, step);
      } else if (!PHOTOMETRIC.containsKey(step.kind())) {
        throw new IllegalArgumentException("no augmentation is called " + step.kind());
      }
    }
    Canvas canvas = warp.resample(image);
    for (AppliedStep step : steps) {
      if (PHOTOMETRIC.containsKey(step.kind())) {
        PHOTOMETRIC.get(step.kind()).accept(canvas, step);
      }
    }
    return canvas.toImage();
  }
}
