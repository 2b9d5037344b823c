package polymnist.ink;

import java.util.List;
import polymnist.image.Image;
import polymnist.image.Luma;

/**
 * A field of real numbers, such as brightness 0 to 255 or strength of ink 0 to 1; the array is
 * owned by the field.
 *
 * @param height in pixels
 * @param width in pixels
 * @param values {@code height * width} numbers, row by row
 */
public record Grey(int height, int width, float[] values) {

  /** Returns the brightness of one plane or of red, green and blue, the {@link Luma}, 0 to 255. */
  static Grey brightness(List<Grey> planes) {
    Grey red = planes.get(0);
    if (planes.size() == 1) {
      return red;
    }
    float[] values = new float[red.values.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = Luma.of(red.values[i], planes.get(1).values[i], planes.get(2).values[i]);
    }
    return new Grey(red.height, red.width, values);
  }

  /** Returns one channel of an image, 0 to 255. */
  public static Grey channel(Image image, int channel) {
    int plane = image.height() * image.width();
    float[] values = new float[plane];
    for (int i = 0; i < plane; i++) {
      values[i] = image.samples()[channel * plane + i] & 0xff;
    }
    return new Grey(image.height(), image.width(), values);
  }

  /** Returns values of 0 to 1 as an image [1,H,W] of 0 to 255. */
  public Image image() {
    Image image = Image.black(1, height, width);
    for (int i = 0; i < values.length; i++) {
      image.samples()[i] = (byte) Math.min(255, Math.round(255 * values[i]));
    }
    return image;
  }

  float at(int y, int x) {
    return values[y * width + x];
  }

  /** Returns the greatest value, at least 0. */
  public float strongest() {
    float strongest = 0;
    for (float value : values) {
      strongest = Math.max(strongest, value);
    }
    return strongest;
  }

  int longestSide() {
    return Math.max(height, width);
  }

  /** Returns {@code 255 - brightness}. */
  Grey inverted() {
    float[] inverted = new float[values.length];
    for (int i = 0; i < inverted.length; i++) {
      inverted[i] = 255 - values[i];
    }
    return new Grey(height, width, inverted);
  }

  /** Returns this field, or its area average when a side is longer than {@code longest} pixels. */
  public Grey reduced(int longest) {
    if (longestSide() <= longest) {
      return this;
    }
    int block = longestSide() / longest;
    if (block > 1) {
      return blocks(block).reduced(longest);
    }
    double cell = (double) longestSide() / longest;
    int rows = Math.max(1, (int) Math.round(height / cell));
    int columns = Math.max(1, (int) Math.round(width / cell));
    return averaged(
        new Cells(0, (double) height / rows, rows),
        new Cells(0, (double) width / columns, columns));
  }

  /** Returns the means of square blocks; pixels beyond the last whole one are left out. */
  private Grey blocks(int side) {
    int rows = Math.max(1, height / side);
    int columns = Math.max(1, width / side);
    int down = Math.min(side, height);
    int across = Math.min(side, width);
    float[] mean = new float[rows * columns];
    for (int y = 0; y < rows; y++) {
      for (int row = y * side; row < y * side + down; row++) {
        for (int x = 0; x < columns; x++) {
          float sum = 0;
          int at = row * width + x * side;
          for (int i = at; i < at + across; i++) {
            sum += values[i];
          }
          mean[y * columns + x] += sum;
        }
      }
    }
    for (int i = 0; i < mean.length; i++) {
      mean[i] /= down * across;
    }
    return new Grey(rows, columns, mean);
  }

  /**
   * Cells of equal size along one side.
   *
   * @param start where the first begins, in pixels; may lie outside
   * @param size of one, in pixels
   */
  public record Cells(double start, double size, int count) {}

  /** Returns the mean of each cell; what lies outside counts as 0. */
  public Grey averaged(Cells rows, Cells columns) {
    float[] narrowed = new float[height * columns.count];
    for (int y = 0; y < height; y++) {
      averageLine(values, y * width, 1, width, columns, narrowed, y * columns.count, 1);
    }
    float[] cells = new float[rows.count * columns.count];
    for (int x = 0; x < columns.count; x++) {
      averageLine(narrowed, x, columns.count, height, rows, cells, x, columns.count);
    }
    return new Grey(rows.count, columns.count, cells);
  }

  private static void averageLine(
      float[] from, int first, int step, int length, Cells cells, float[] to, int at, int stride) {
    for (int i = 0; i < cells.count; i++) {
      double begin = Math.max(0, cells.start + i * cells.size);
      double end = Math.min(length, cells.start + (i + 1) * cells.size);
      int begins = (int) begin;
      int ends = (int) end;
      double sum = 0;
      if (begin < end) {
        for (int p = begins; p < ends; p++) {
          sum += from[first + p * step];
        }
        // Of the first and of the last pixel only a part lies in the cell.
        sum -= from[first + begins * step] * (begin - begins);
        sum += ends < length ? from[first + ends * step] * (end - ends) : 0;
      }
      to[at + i * stride] = (float) (sum / cells.size);
    }
  }

  /** Returns this field enlarged by a whole factor, interpolated linearly between pixel centres. */
  public Grey enlarged(int factor) {
    if (factor == 1) {
      return this;
    }
    Grey large =
        new Grey(height * factor, width * factor, new float[values.length * factor * factor]);
    for (int y = 0; y < large.height; y++) {
      float v = (y + 0.5f) / factor - 0.5f;
      int top = clamp((int) Math.floor(v), height);
      int bottom = clamp((int) Math.floor(v) + 1, height);
      float down = v - (float) Math.floor(v);
      for (int x = 0; x < large.width; x++) {
        float u = (x + 0.5f) / factor - 0.5f;
        int left = clamp((int) Math.floor(u), width);
        int right = clamp((int) Math.floor(u) + 1, width);
        float across = u - (float) Math.floor(u);
        float upper = at(top, left) * (1 - across) + at(top, right) * across;
        float lower = at(bottom, left) * (1 - across) + at(bottom, right) * across;
        large.values[y * large.width + x] = upper * (1 - down) + lower * down;
      }
    }
    return large;
  }

  /** Returns the value at a point, interpolated linearly; 0 outside. Centres lie at halves. */
  public float between(double y, double x) {
    int top = (int) Math.floor(y - 0.5);
    int left = (int) Math.floor(x - 0.5);
    float down = (float) (y - 0.5 - top);
    float across = (float) (x - 0.5 - left);
    return (inside(top, left) * (1 - across) + inside(top, left + 1) * across) * (1 - down)
        + (inside(top + 1, left) * (1 - across) + inside(top + 1, left + 1) * across) * down;
  }

  private float inside(int y, int x) {
    return y < 0 || x < 0 || y >= height || x >= width ? 0 : at(y, x);
  }

  private static int clamp(int index, int length) {
    return Math.max(0, Math.min(length - 1, index));
  }

  /** Returns the mean of the square around each pixel, {@code reach} pixels to every side. */
  public Grey smoothed(int reach) {
    return Neighbourhood.mean(this, reach);
  }

  /** Returns a part of this field with {@code margin} zeros around it. */
  Grey part(BoundingBox box, int margin) {
    int rows = box.height() + 2 * margin;
    int columns = box.width() + 2 * margin;
    float[] part = new float[rows * columns];
    for (int y = 0; y < box.height(); y++) {
      System.arraycopy(
          values,
          (box.top() + y) * width + box.left(),
          part,
          (y + margin) * columns + margin,
          box.width());
    }
    return new Grey(rows, columns, part);
  }
}
