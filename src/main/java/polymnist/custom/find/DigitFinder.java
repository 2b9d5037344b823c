package polymnist.custom.find;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import polymnist.custom.find.ConnectedComponents.Component;
import polymnist.image.Image;

/**
 * Finds the one digit of a picture: parts ink from ground, drops specks, lines and shadows, and
 * tells no digit from one and from several. Sizes are shares of the picture or of the digit, never
 * pixels.
 */
public final class DigitFinder {
  /** Longest side, in pixels, at which a picture is searched. */
  static final int WORKING_SIDE = 800;

  /** A picture with a shorter side shows nothing. */
  private static final int SHORTEST_SIDE = 6;

  /** Ink weaker than this is grain of the paper; 1 is black on white. */
  private static final double FAINTEST_INK = 0.08;

  /** Share of the ink's level from which a pixel is inked; lines of a page may raise it. */
  private static final double INKED = 0.42;

  /** Share of the strongest ink up to which the threshold is raised to leave lines out. */
  private static final double UNNETTED = 0.8;

  /** Strokes this close, as a share of the longest side, are one stroke that frayed. */
  private static final double FRAYED = 0.008;

  /** Longest side of the smallest digit, as a share of the picture's shorter side. */
  private static final double SMALLEST_DIGIT = 0.04;

  private DigitFinder() {}

  /** Returns the digit of a [1,H,W] or [3,H,W] picture, or why there is none. */
  public static Finding find(Image picture) {
    if (Math.min(picture.height(), picture.width()) < SHORTEST_SIDE) {
      return Finding.without(
          ReadingStatus.NO_DIGIT,
          String.format(
              Locale.ROOT,
              "is %dx%d pixels, too small to show a digit",
              picture.width(),
              picture.height()));
    }
    Grey brightness = Grey.brightness(picture).reduced(WORKING_SIDE);
    InkMap ink = InkMap.of(brightness);
    if (ink.level() < FAINTEST_INK) {
      return Finding.without(
          ReadingStatus.NO_DIGIT, "shows no ink that stands out from the ground");
    }
    Grey strength = ink.strength();
    ConnectedComponents parts = parts(strength, ink.level());
    List<Component> strokes = strokes(parts.parts(), strength);
    if (strokes.isEmpty()) {
      return Finding.without(
          ReadingStatus.NO_DIGIT, "shows specks only, nothing of a digit's size");
    }
    int digits = digits(strokes);
    if (digits > 1) {
      return Finding.without(
          ReadingStatus.SEVERAL, String.format(Locale.ROOT, "shows %d digits", digits));
    }
    Grey digit = only(strokes, parts, strength);
    return NoDigit.shape(InkShape.of(digit), Flanks.inked(digit, brightness))
        .map(reason -> Finding.without(ReadingStatus.NO_DIGIT, reason))
        .orElseGet(() -> Finding.digit(digit));
  }

  /**
   * The parts of the inked pixels. Where they make a net over the whole picture, as pen and ruled
   * lines do, weaker ink is left out until the net falls apart.
   */
  private static ConnectedComponents parts(Grey strength, double level) {
    int reach = Math.max(1, (int) Math.round(FRAYED * strength.longestSide()));
    ConnectedComponents first = null;
    double strongest = 0;
    for (float value : strength.values()) {
      strongest = Math.max(strongest, value);
    }
    double most = Math.max(INKED * level, UNNETTED * strongest);
    for (double threshold = INKED * level; threshold <= most; threshold *= 1.25) {
      boolean[] inked = above(strength, threshold);
      ConnectedComponents parts =
          ConnectedComponents.of(inked, strength.height(), strength.width(), reach);
      if (parts.parts().stream().noneMatch(part -> net(part, strength))) {
        return parts;
      }
      first = first == null ? parts : first;
    }
    return first;
  }

  private static boolean net(Component part, Grey strength) {
    return part.box().width() == strength.width() || part.box().height() == strength.height();
  }

  private static boolean[] above(Grey strength, double threshold) {
    boolean[] above = new boolean[strength.values().length];
    for (int i = 0; i < above.length; i++) {
      above[i] = strength.values()[i] > threshold;
    }
    return above;
  }

  /** The parts that belong to digits: the largest one and what compares with it. */
  private static List<Component> strokes(List<Component> parts, Grey strength) {
    double smallest = Math.max(4, SMALLEST_DIGIT * Math.min(strength.height(), strength.width()));
    List<Component> candidates = parts.stream().filter(part -> !shadow(part, strength)).toList();
    if (candidates.isEmpty()) {
      candidates = parts;
    }
    Component main =
        candidates.stream().max(Comparator.comparingDouble(DigitFinder::weight)).orElse(null);
    if (main == null || main.box().longestSide() < smallest) {
      return List.of();
    }
    List<Component> strokes = new ArrayList<>();
    for (Component part : candidates) {
      boolean comparable =
          part.box().longestSide() >= 0.15 * main.box().longestSide()
              && part.area() >= 0.02 * main.area();
      if (part.equals(main) || (comparable && (part.onBorder() == 0 || main.onBorder() > 0))) {
        strokes.add(part);
      }
    }
    return strokes;
  }

  /** Large and dark counts; what the picture's border cuts is less likely the subject. */
  private static double weight(Component part) {
    double size = Math.sqrt((double) part.area() * part.box().longestSide());
    return part.onBorder() > 0 ? 0.4 * size : size;
  }

  /** A shadow, the edge of the paper or a ruled line lies along the border or comes from it. */
  private static boolean shadow(Component part, Grey strength) {
    BoundingBox box = part.box();
    boolean along = part.onBorder() > 0.4 * box.longestSide();
    boolean across = box.width() == strength.width() || box.height() == strength.height();
    return along || (across && Math.min(box.width(), box.height()) < 0.1 * box.longestSide());
  }

  /**
   * Counts groups of strokes that stand beside or below each other, each large enough to be a
   * digit. Pieces of one broken digit overlap.
   */
  private static int digits(List<Component> strokes) {
    List<BoundingBox> groups = new ArrayList<>();
    for (Component stroke : strokes) {
      groups.add(stroke.box());
    }
    boolean merged = true;
    while (merged) {
      merged = false;
      for (int i = 0; i < groups.size() && !merged; i++) {
        for (int j = i + 1; j < groups.size() && !merged; j++) {
          if (!apart(groups.get(i), groups.get(j))) {
            groups.set(i, groups.get(i).with(groups.remove(j)));
            merged = true;
          }
        }
      }
    }
    int tallest = groups.stream().mapToInt(BoundingBox::height).max().orElse(0);
    return (int) groups.stream().filter(group -> group.height() >= 0.5 * tallest).count();
  }

  private static boolean apart(BoundingBox one, BoundingBox other) {
    double size = Math.min(one.height(), other.height());
    boolean beside = one.gapAcross(other) > -0.1 * Math.min(one.width(), other.width());
    boolean below = one.gapDown(other) > 0.35 * size;
    return (beside && alike(one, other)) || below;
  }

  private static boolean alike(BoundingBox one, BoundingBox other) {
    return Math.min(one.height(), other.height()) >= 0.5 * Math.max(one.height(), other.height());
  }

  /** The strength of the strokes alone in the whole picture, 1 for their typical ink. */
  private static Grey only(List<Component> strokes, ConnectedComponents parts, Grey strength) {
    boolean[] kept = new boolean[parts.parts().size() + 1];
    for (Component stroke : strokes) {
      kept[stroke.label()] = true;
    }
    double level = level(kept, parts, strength);
    float[] values = new float[strength.values().length];
    for (int y = 0; y < strength.height(); y++) {
      for (int x = 0; x < strength.width(); x++) {
        if (near(kept, parts, strength, y, x)) {
          int at = y * strength.width() + x;
          values[at] = (float) Math.min(1, strength.values()[at] / level);
        }
      }
    }
    return new Grey(strength.height(), strength.width(), values);
  }

  /** The median strength of the kept strokes: other ink in the picture may be much darker. */
  private static double level(boolean[] kept, ConnectedComponents parts, Grey strength) {
    float[] inked = new float[strength.values().length];
    int count = 0;
    for (int i = 0; i < inked.length; i++) {
      if (kept[parts.labels()[i]]) {
        inked[count++] = strength.values()[i];
      }
    }
    Arrays.sort(inked, 0, count);
    return inked[count / 2];
  }

  /** Tells whether a kept stroke holds the pixel or touches it: its soft edge belongs to it. */
  private static boolean near(
      boolean[] kept, ConnectedComponents parts, Grey strength, int y, int x) {
    for (int v = Math.max(0, y - 1); v <= Math.min(strength.height() - 1, y + 1); v++) {
      for (int u = Math.max(0, x - 1); u <= Math.min(strength.width() - 1, x + 1); u++) {
        if (kept[parts.labels()[v * strength.width() + u]]) {
          return true;
        }
      }
    }
    return false;
  }
}
