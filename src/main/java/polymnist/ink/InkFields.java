package polymnist.ink;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Independent ways to tell ink from ground: each gives a field that is about 0 on the ground. */
final class InkFields {
  /** Longest side, in pixels, of the field in which the ground is estimated. */
  private static final int GROUND_SIDE = 32;

  /** How far the local ground looks, as a share of the picture's mean side. */
  private static final double LOCAL = 0.06;

  /** Half the side of the surroundings whose median is the ground, as a share of the longest. */
  private static final double WIDE = 0.25;

  /** The border is this share of the shorter side. */
  private static final double BAND = 0.04;

  /** Lines of a page are at least this share of the shorter side, and rise by at most this. */
  private static final double LINE = 0.3;

  private static final double[] SLOPES = {-0.05, -0.025, 0, 0.025, 0.05};

  private InkFields() {}

  /** Returns the fields of a picture of one plane or of three, 0 to 255. */
  static Map<InkWay.Field, Grey> of(List<Grey> planes) {
    Grey brightness = Grey.brightness(planes);
    Grey wide = ground(brightness);
    double side = Math.sqrt((double) brightness.height() * brightness.width());
    int reach = Math.max(2, (int) (LOCAL * side));
    Grey closed = Neighbourhood.least(Neighbourhood.greatest(brightness, reach), reach);
    Grey opened = Neighbourhood.greatest(Neighbourhood.least(brightness, reach), reach);
    Grey dark = difference(wide, brightness);
    Map<InkWay.Field, Grey> fields = new EnumMap<>(InkWay.Field.class);
    fields.put(InkWay.Field.BORDER, fromBorder(planes));
    fields.put(InkWay.Field.DARK, dark);
    fields.put(InkWay.Field.LIGHT, difference(brightness, wide));
    fields.put(InkWay.Field.COLOUR, fromGround(planes));
    fields.put(InkWay.Field.LOCAL_DARK, difference(closed, brightness));
    fields.put(InkWay.Field.LOCAL_LIGHT, difference(brightness, opened));
    fields.put(InkWay.Field.UNRULED, difference(dark, lines(dark)));
    return fields;
  }

  /** The distance of each pixel's colour from that of the border. */
  private static Grey fromBorder(List<Grey> planes) {
    Grey first = planes.get(0);
    float[] far = new float[first.values().length];
    int band = Math.max(1, (int) (BAND * Math.min(first.height(), first.width())));
    for (Grey plane : planes) {
      float[] border = new float[far.length];
      int count = 0;
      for (int y = 0; y < plane.height(); y++) {
        boolean edge = y < band || y >= plane.height() - band;
        for (int x = 0; x < plane.width(); x++) {
          if (edge || x < band || x >= plane.width() - band) {
            border[count++] = plane.at(y, x);
          }
        }
      }
      Arrays.sort(border, 0, count);
      float level = border[count / 2];
      for (int i = 0; i < far.length; i++) {
        far[i] = Math.max(far[i], Math.abs(plane.values()[i] - level));
      }
    }
    return new Grey(first.height(), first.width(), far);
  }

  private static Grey fromGround(List<Grey> planes) {
    Grey first = planes.get(0);
    float[] far = new float[first.values().length];
    for (Grey plane : planes) {
      Grey ground = ground(plane);
      for (int i = 0; i < far.length; i++) {
        far[i] = Math.max(far[i], Math.abs(plane.values()[i] - ground.values()[i]));
      }
    }
    return new Grey(first.height(), first.width(), far);
  }

  /** The median of a wide surrounding, which strokes do not reach. */
  private static Grey ground(Grey plane) {
    Grey small = plane.reduced(GROUND_SIDE);
    int height = small.height();
    int width = small.width();
    int reach = Math.max(2, (int) (WIDE * Math.max(height, width)));
    Grey median = new Grey(height, width, new float[height * width]);
    int[] counts = new int[256];
    for (int y = 0; y < height; y++) {
      Arrays.fill(counts, 0);
      int all = 0;
      // The square slides along the row: a column enters it, another leaves it.
      for (int x = -reach; x < width; x++) {
        all += count(small, x + reach, y, reach, 1, counts);
        all += count(small, x - reach - 1, y, reach, -1, counts);
        if (x < 0) {
          continue;
        }
        int level = 0;
        for (int below = counts[0]; 2 * below < all; below += counts[level]) {
          level++;
        }
        median.values()[y * width + x] = level;
      }
    }
    return stretched(median, plane.height(), plane.width());
  }

  /** Adds {@code times} of each level in a column of a square; returns how many were added. */
  private static int count(Grey grey, int x, int y, int reach, int times, int[] counts) {
    if (x < 0 || x >= grey.width()) {
      return 0;
    }
    int top = Math.max(0, y - reach);
    int bottom = Math.min(grey.height() - 1, y + reach);
    for (int v = top; v <= bottom; v++) {
      counts[Math.max(0, Math.min(255, Math.round(grey.at(v, x))))] += times;
    }
    return times * (bottom - top + 1);
  }

  private static Grey stretched(Grey small, int height, int width) {
    Grey large = new Grey(height, width, new float[height * width]);
    double down = (double) small.height() / height;
    double across = (double) small.width() / width;
    for (int y = 0; y < height; y++) {
      double v = Math.max(0.5, Math.min(small.height() - 0.5, (y + 0.5) * down));
      for (int x = 0; x < width; x++) {
        double u = Math.max(0.5, Math.min(small.width() - 0.5, (x + 0.5) * across));
        large.values()[y * width + x] = small.between(v, u);
      }
    }
    return large;
  }

  private static Grey difference(Grey from, Grey what) {
    float[] difference = new float[from.values().length];
    for (int i = 0; i < difference.length; i++) {
      difference[i] = Math.max(0, from.values()[i] - what.values()[i]);
    }
    return new Grey(from.height(), from.width(), difference);
  }

  /** What lies on long straight lines, nearly level or upright: an opening along them. */
  private static Grey lines(Grey strength) {
    int length = (int) (LINE * Math.min(strength.height(), strength.width()));
    float[] lines = new float[strength.values().length];
    for (double slope : SLOPES) {
      open(strength, length, slope, true, lines);
      open(strength, length, slope, false, lines);
    }
    return new Grey(strength.height(), strength.width(), lines);
  }

  private static void open(Grey from, int length, double slope, boolean across, float[] lines) {
    int along = across ? from.width() : from.height();
    int beside = across ? from.height() : from.width();
    if (length < 4 || along <= length) {
      return;
    }
    int tilt = (int) Math.ceil(Math.abs(slope) * along);
    float[] line = new float[along];
    float[] opened = new float[along];
    int[] places = new int[along];
    int[] rises = new int[along];
    for (int i = 0; i < along; i++) {
      rises[i] = (int) Math.round(slope * i);
    }
    for (int start = -tilt; start < beside + tilt; start++) {
      int count = 0;
      for (int i = 0; i < along; i++) {
        int j = start + rises[i];
        if (j >= 0 && j < beside) {
          places[count] = across ? j * from.width() + i : i * from.width() + j;
          line[count] = from.values()[places[count]];
          count++;
        }
      }
      if (count > length) {
        Neighbourhood.openLine(line, count, length / 2, opened);
        for (int i = 0; i < count; i++) {
          lines[places[i]] = Math.max(lines[places[i]], opened[i]);
        }
      }
    }
  }
}
