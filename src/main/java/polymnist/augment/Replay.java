package polymnist.augment;

import static java.lang.invoke.MethodType.methodType;

import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import polymnist.augment.kind.AppliedStep;
import polymnist.augment.kind.Augmentation;
import polymnist.augment.pixel.Canvas;
import polymnist.augment.pixel.Warp;
import polymnist.image.Image;

/**
 * Carries out recorded steps. All geometric ones come first, composed into one resampling; the
 * others follow in their order. The same image and steps give the same pixels on any machine.
 */
public final class Replay {
  private static final Map<String, BiConsumer<Warp, AppliedStep>> GEOMETRIC =
      steps("bend", Warp.class);
  private static final Map<String, BiConsumer<Canvas, AppliedStep>> PHOTOMETRIC =
      steps("paint", Canvas.class);

  private Replay() {}

  /** Returns the static methods of the kinds that have one of this name. */
  @SuppressWarnings("unchecked") // The method was found by its types.
  private static <T> Map<String, BiConsumer<T, AppliedStep>> steps(String method, Class<T> on) {
    Map<String, BiConsumer<T, AppliedStep>> steps = new TreeMap<>();
    for (Class<?> kind : Augmentation.class.getPermittedSubclasses()) {
      try {
        steps.put(
            Augmentation.name(kind),
            MethodHandleProxies.asInterfaceInstance(
                BiConsumer.class,
                MethodHandles.publicLookup()
                    .findStatic(kind, method, methodType(void.class, on, AppliedStep.class))));
      } catch (NoSuchMethodException e) {
        // It is of the other sort.
      } catch (IllegalAccessException e) {
        throw new IllegalStateException(
            "%s.%s must be public".formatted(kind.getName(), method), e);
      }
    }
    return steps;
  }

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
