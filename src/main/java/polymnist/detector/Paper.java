package polymnist.detector;

import java.util.random.RandomGenerator;
import polymnist.ink.Grey;

/**
 * What becomes of a digit between a hand and a mask: the hand's slant, turn and proportions, the
 * camera's blur and resolution, a threshold that frays and breaks strokes, specks and the remains
 * of ruled lines.
 */
record Paper(PaperSettings settings, RandomGenerator random) {

  /** Returns the field of ink as it might have been found on paper. */
  Grey found(Grey drawn) {
    Grey ink = warped(drawn);
    if (chance(settings.thin())) {
      thin(ink);
    }
    if (chance(settings.lowResolution())) {
      int side = (int) (ink.height() * between(0.3, 0.6));
      ink = resized(ink, side);
    }
    if (chance(settings.blur())) {
      ink = blurred(ink, 1 + random.nextInt(2));
    }
    if (chance(settings.faint())) {
      fray(ink);
    }
    if (chance(settings.broken())) {
      gaps(ink);
    }
    if (chance(settings.specks())) {
      specks(ink);
    }
    if (chance(settings.ruled())) {
      ruling(ink);
    }
    return ink;
  }

  double between(double least, double most) {
    return least + random.nextDouble() * (most - least);
  }

  boolean chance(double share) {
    return random.nextDouble() < share;
  }

  /** Turns, leans, stretches and bends the field. */
  Grey warped(Grey from) {
    int height = from.height();
    int width = from.width();
    double turn = StrictMath.toRadians(6 * random.nextGaussian());
    double lean =
        settings.hand().slant() * (chance(0.5) ? 0.12 * random.nextGaussian() : between(-0.3, 0.3));
    double rise = 0.08 * random.nextGaussian();
    double stretch = StrictMath.exp(0.2 * settings.hand().aspect() * random.nextGaussian());
    double cos = StrictMath.cos(turn);
    double sin = StrictMath.sin(turn);
    double bend = chance(0.5) ? settings.hand().bend() * between(0, 0.03) * width : 0;
    double phase = between(0, 2 * Math.PI);
    double other = between(0, 2 * Math.PI);
    double waves = between(1, 2.5) * 2 * Math.PI / width;
    int side = (int) (1.35 * Math.max(height, width));
    Grey to = new Grey(side, side, new float[side * side]);
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        double down = y + 0.5 - side / 2.0;
        double across = x + 0.5 - side / 2.0;
        double v = (sin * across + cos * down) / Math.sqrt(stretch);
        double u = (cos * across - sin * down) * Math.sqrt(stretch);
        u += lean * v + (bend == 0 ? 0 : bend * wave(waves * v + phase));
        v += rise * u + (bend == 0 ? 0 : bend * wave(waves * u + other));
        to.values()[y * side + x] = from.between(v + height / 2.0, u + width / 2.0);
      }
    }
    return to;
  }

  /** A wave of height 1 and length 2 pi, made of parabolas. */
  private static double wave(double angle) {
    double turns = angle / (2 * Math.PI);
    double t = 2 * (turns - Math.floor(turns)) - 1;
    return -4 * t * (1 - Math.abs(t));
  }

  static Grey resized(Grey ink, int side) {
    double cell = (double) ink.height() / side;
    Grey small = ink.averaged(new Grey.Cells(0, cell, side), new Grey.Cells(0, cell, side));
    Grey large = new Grey(ink.height(), ink.width(), new float[ink.values().length]);
    for (int y = 0; y < ink.height(); y++) {
      for (int x = 0; x < ink.width(); x++) {
        large.values()[y * ink.width() + x] = small.between((y + 0.5) / cell, (x + 0.5) / cell);
      }
    }
    return large;
  }

  static Grey blurred(Grey ink, int reach) {
    return ink.smoothed(reach);
  }

  /** Takes the soft edges of strokes away, as a fine pen has none. */
  void thin(Grey ink) {
    float edge = (float) between(0.25, 0.6);
    for (int i = 0; i < ink.values().length; i++) {
      ink.values()[i] = Math.max(0, ink.values()[i] - edge) / (1 - edge);
    }
  }

  /** Adds cloudy noise, so that a threshold frays the strokes. */
  void fray(Grey ink) {
    int cells = 12 + random.nextInt(30);
    float[] values = new float[cells * cells];
    float strength = (float) between(0.2, 0.6);
    for (int i = 0; i < values.length; i++) {
      values[i] = strength * (random.nextFloat() - 0.5f);
    }
    Grey clouds = new Grey(cells, cells, values);
    for (int y = 0; y < ink.height(); y++) {
      for (int x = 0; x < ink.width(); x++) {
        int at = y * ink.width() + x;
        if (ink.values()[at] > 0.05f) {
          ink.values()[at] +=
              clouds.between((y + 0.5) * cells / ink.height(), (x + 0.5) * cells / ink.width());
        }
      }
    }
  }

  /** Rubs out small spots. */
  void gaps(Grey ink) {
    int gaps = 1 + random.nextInt(2);
    for (int gap = 0; gap < gaps; gap++) {
      double y = between(0.2, 0.8) * ink.height();
      double x = between(0.2, 0.8) * ink.width();
      double radius = between(0.8, 3);
      for (int v = (int) (y - radius); v <= y + radius; v++) {
        for (int u = (int) (x - radius); u <= x + radius; u++) {
          if (Math.hypot(v - y, u - x) < radius) {
            ink.values()[v * ink.width() + u] = 0;
          }
        }
      }
    }
  }

  /** Spots of ink, within the square that the digit fills. */
  void specks(Grey ink) {
    int specks = 1 + random.nextInt(5);
    for (int speck = 0; speck < specks; speck++) {
      Pen.disc(
          ink,
          between(0.22, 0.78) * ink.height(),
          between(0.22, 0.78) * ink.width(),
          between(0.5, 2));
    }
  }

  /** A straight thin line that was not taken out, across or down. */
  void ruling(Grey ink) {
    boolean across = chance(0.6);
    double at = between(0.25, 0.75) * ink.height();
    double tilt = between(-0.05, 0.05);
    double radius = between(0.4, 1.1);
    for (double along = 0.2 * ink.width(); along < 0.8 * ink.width(); along++) {
      double off = at + tilt * along;
      Pen.disc(ink, across ? off : along, across ? along : off, radius);
    }
  }
}
