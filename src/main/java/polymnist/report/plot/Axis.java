package polymnist.report.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import polymnist.answer.DisplayText;

/**
 * The values along one side of a plot.
 *
 * @param title what they are, with their unit
 * @param least at its beginning; above 0 where it is logarithmic
 * @param most at its end, more than the least
 */
public record Axis(String title, double least, double most, boolean logarithmic) {
  private static final double ROOM = 0.05;
  private static final int MOST_TICKS = 6;

  public Axis {
    if (!(least < most) || (logarithmic && least <= 0)) {
      throw new IllegalArgumentException("no axis goes from %s to %s".formatted(least, most));
    }
  }

  /** Returns an axis with some room around the values; those that are not finite do not count. */
  public static Axis of(String title, DoubleStream values) {
    double[] finite = values.filter(Double::isFinite).toArray();
    double least = DoubleStream.of(finite).min().orElse(0);
    double most = DoubleStream.of(finite).max().orElse(1);
    double room = least == most ? Math.max(1e-3, Math.abs(least) * ROOM) : (most - least) * ROOM;
    return new Axis(title, least - room, most + room, false);
  }

  /** As the other, logarithmic; values of 0 and less do not count. */
  public static Axis logarithmic(String title, DoubleStream values) {
    double[] positive = values.filter(value -> value > 0 && Double.isFinite(value)).toArray();
    double least = DoubleStream.of(positive).min().orElse(1);
    double most = DoubleStream.of(positive).max().orElse(10);
    double room = least == most ? 1.5 : Math.pow(most / least, ROOM);
    return new Axis(title, least / room, most * room, true);
  }

  /** Tells whether a value has a place: it is finite and, where that matters, above 0. */
  boolean has(double value) {
    return Double.isFinite(value) && (!logarithmic || value > 0);
  }

  /** Returns where a value lies, 0 at the beginning and 1 at the end. */
  double place(double value) {
    double place =
        logarithmic
            ? Math.log(value / least) / Math.log(most / least)
            : (value - least) / (most - least);
    return Math.max(-ROOM, Math.min(1 + ROOM, place));
  }

  /** Returns round values along the axis, at most so many, in order. */
  List<Double> ticks(int atMost) {
    int count = Math.max(2, Math.min(atMost, MOST_TICKS));
    if (logarithmic && most / least >= 4) {
      List<Double> ticks = powers(1, 1, 2, 5);
      ticks = ticks.size() <= count ? ticks : powers(1, 1, 3);
      for (int stride = 1; ticks.size() > count; stride++) {
        ticks = powers(stride, 1);
      }
      return ticks;
    }
    double step = step(count);
    List<Double> ticks = new ArrayList<>();
    for (long i = (long) Math.ceil(least / step - 1e-9); i * step <= most + 1e-9 * step; i++) {
      ticks.add(i * step);
    }
    return ticks;
  }

  /** Returns the steps of every so many powers of ten. */
  private List<Double> powers(int stride, double... steps) {
    List<Double> ticks = new ArrayList<>();
    int first = Math.floorDiv((int) Math.floor(Math.log10(least)), stride) * stride;
    for (int power = first; Math.pow(10, power) <= most; power += stride) {
      for (double step : steps) {
        double tick = step * Math.pow(10, power);
        if (tick >= least * (1 - 1e-9) && tick <= most * (1 + 1e-9)) {
          ticks.add(tick);
        }
      }
    }
    return ticks;
  }

  /**
   * Returns the least of 1, 2, 5, 10 ... and their tenths that makes at most so many steps; of an
   * axis between whole numbers, ticks are whole.
   */
  private double step(int atMost) {
    double least = (most - this.least) / atMost;
    if (this.least == Math.rint(this.least) && most == Math.rint(most)) {
      least = Math.max(least, 1);
    }
    double power = Math.pow(10, Math.floor(Math.log10(least)));
    for (double factor : new double[] {1, 2, 5}) {
      if (factor * power >= least * (1 - 1e-9)) {
        return factor * power;
      }
    }
    return 10 * power;
  }

  /** Returns a tick as text, with no more decimals than the ticks need. */
  String text(double tick) {
    double unit = logarithmic ? tick : step(MOST_TICKS);
    int decimals =
        tick == 0 ? 0 : (int) Math.max(0, -Math.floor(Math.log10(Math.abs(unit)) + 1e-9));
    return DisplayText.decimal(tick, decimals);
  }
}
