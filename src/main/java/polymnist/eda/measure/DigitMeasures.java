package polymnist.eda.measure;

import polymnist.image.Image;
import polymnist.image.StrokeWidth;

/**
 * What a mask tells about a digit.
 *
 * @param ink the share of the pixels with ink, 0 to 1
 * @param centreX of mass, in pixels from the left edge
 * @param centreY of mass, in pixels from the upper edge
 * @param strokeWidth in pixels, by {@link StrokeWidth#fromOutline}
 * @param slant in degrees from upright, positive to the right: the shear that makes the second
 *     mixed moment vanish
 * @param boxLeft the first column with ink
 * @param boxTop the first row with ink
 * @param boxRight the column after the last with ink
 * @param boxBottom the row after the last with ink
 * @param digitContrast how the digit stands out: the mean over pixels of ink of the difference, a
 *     channel, between the mean colours of ink and of ground in the 5x5 pixels around, 0 to 255
 */
record DigitMeasures(
    double ink,
    double centreX,
    double centreY,
    double strokeWidth,
    double slant,
    int boxLeft,
    int boxTop,
    int boxRight,
    int boxBottom,
    double digitContrast) {

  private static final int REACH = 2;

  /** Returns the measures; null where the mask has no ink. */
  static DigitMeasures of(DigitMask mask, Image image) {
    int width = mask.width();
    int height = mask.height();
    int area = mask.count();
    if (area == 0) {
      return null;
    }
    int left = width;
    int top = height;
    int right = 0;
    int bottom = 0;
    int edges = 0;
    double sumX = 0;
    double sumY = 0;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        if (mask.ink()[y * width + x]) {
          left = Math.min(left, x);
          top = Math.min(top, y);
          right = Math.max(right, x + 1);
          bottom = Math.max(bottom, y + 1);
          edges +=
              (mask.at(x - 1, y) ? 0 : 1)
                  + (mask.at(x + 1, y) ? 0 : 1)
                  + (mask.at(x, y - 1) ? 0 : 1)
                  + (mask.at(x, y + 1) ? 0 : 1);
          sumX += x + 0.5;
          sumY += y + 0.5;
        }
      }
    }
    double centreX = sumX / area;
    double centreY = sumY / area;
    double slant = Math.toDegrees(Math.atan(shear(mask, centreX, centreY)));
    return new DigitMeasures(
        area / (double) (width * height),
        centreX,
        centreY,
        StrokeWidth.fromOutline(area, edges),
        slant,
        left,
        top,
        right,
        bottom,
        contrast(mask, image));
  }

  /** Returns how many columns a digit leans to the right for each row upwards. */
  static double shear(DigitMask mask, double centreX, double centreY) {
    double mixed = 0;
    double vertical = 0;
    for (int y = 0; y < mask.height(); y++) {
      for (int x = 0; x < mask.width(); x++) {
        if (mask.ink()[y * mask.width() + x]) {
          double dx = x + 0.5 - centreX;
          double dy = y + 0.5 - centreY;
          mixed += dx * dy;
          vertical += dy * dy;
        }
      }
    }
    return vertical == 0 ? 0 : -mixed / vertical;
  }

  private static double contrast(DigitMask mask, Image image) {
    int width = mask.width();
    int height = mask.height();
    int plane = width * height;
    int channels = image.channels();
    byte[] samples = image.samples();
    double total = 0;
    int counted = 0;
    int[] ink = new int[channels];
    int[] ground = new int[channels];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        if (!mask.ink()[y * width + x]) {
          continue;
        }
        java.util.Arrays.fill(ink, 0);
        java.util.Arrays.fill(ground, 0);
        int inked = 0;
        int grounds = 0;
        for (int v = Math.max(0, y - REACH); v <= Math.min(height - 1, y + REACH); v++) {
          for (int u = Math.max(0, x - REACH); u <= Math.min(width - 1, x + REACH); u++) {
            int at = v * width + u;
            boolean on = mask.ink()[at];
            int[] sums = on ? ink : ground;
            inked += on ? 1 : 0;
            grounds += on ? 0 : 1;
            for (int channel = 0; channel < channels; channel++) {
              sums[channel] += samples[channel * plane + at] & 0xff;
            }
          }
        }
        if (grounds > 0) {
          double difference = 0;
          for (int channel = 0; channel < channels; channel++) {
            difference +=
                Math.abs(ink[channel] / (double) inked - ground[channel] / (double) grounds);
          }
          total += difference / channels;
          counted++;
        }
      }
    }
    return counted == 0 ? 0 : total / counted;
  }
}
