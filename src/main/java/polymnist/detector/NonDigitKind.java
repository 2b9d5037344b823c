package polymnist.detector;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import polymnist.corpus.MnistDigits;
import polymnist.ink.Grey;

/** Kinds of ink that is no digit. Signs that are written as a digit is are not among them. */
public enum NonDigitKind {
  LATIN(StrokeFont.read("rowmans", "AEFHKLMNPRTUVWX@#%adefhkmnprtuvwx")),
  SCRIPT(StrokeFont.read("scripts", "AFHKMNPRVWXadefhkmnprtuvwx")),
  GREEK(StrokeFont.read("greeks", "ACDEGJKLMNPQRSVWXaegjklmpqtvwx")),
  CYRILLIC(StrokeFont.read("cyrilc_1", "ADEFGIJKLMNPQSVWYZadefgijklmnpqsvwyz")),
  JAPANESE(
      StrokeFont.read(
          "japanese", "$%&'()*+,-./012ADEFGIJKMNPTUVWXZ^_abcdfhoqr\u0081\u0082\u0083\u0084\u0086")),
  SIGNS(
      Stream.of(
              StrokeFont.read("mathlow", "!\"#$&':;*+?@^bcdefghijklnovw"),
              StrokeFont.read("astrology", "!#$%&'+;<=>@^_`{|}"),
              StrokeFont.read("markers", "BCDEFGHJKLMNOP"),
              StrokeFont.read("symbolic", "ACDEFGIJKLMNOQRSTUVWXYZabcdefghiklmnopqr"))
          .flatMap(List::stream)
          .toList()),
  /** Letters side by side. */
  WORD {
    @Override
    Grey draw(MnistDigits digits, Paper paper) {
      List<Grey> letters = new ArrayList<>();
      int count = 2 + paper.random().nextInt(3);
      for (int i = 0; i < count; i++) {
        letters.add(LATIN.sign(paper));
      }
      return beside(letters, paper);
    }
  },
  /** Two or three digits side by side or joined. */
  JOINED {
    @Override
    Grey draw(MnistDigits digits, Paper paper) {
      List<Grey> parts = new ArrayList<>();
      int count = paper.chance(0.75) ? 2 : 3;
      for (int i = 0; i < count; i++) {
        parts.add(digit(digits, paper, ""));
      }
      return beside(parts, paper);
    }
  },
  /** A part of a digit, the rest of which is cut off. */
  CUT {
    @Override
    Grey draw(MnistDigits digits, Paper paper) {
      Grey digit = digit(digits, paper, "147");
      double turn = paper.between(0, 2 * Math.PI);
      double total = 0;
      double[] along = new double[digit.values().length];
      List<double[]> inked = new ArrayList<>();
      for (int i = 0; i < along.length; i++) {
        int y = i / digit.width();
        int x = i % digit.width();
        along[i] = StrictMath.cos(turn) * x + StrictMath.sin(turn) * y;
        if (digit.values()[i] > 0.3f) {
          inked.add(new double[] {along[i], digit.values()[i]});
          total += digit.values()[i];
        }
      }
      inked.sort((one, other) -> Double.compare(one[0], other[0]));
      double keep = total * paper.between(0.2, 0.55);
      double most = Double.MAX_VALUE;
      for (double[] pixel : inked) {
        keep -= pixel[1];
        if (keep < 0) {
          most = pixel[0];
          break;
        }
      }
      for (int i = 0; i < along.length; i++) {
        if (along[i] > most) {
          digit.values()[i] = 0;
        }
      }
      return digit;
    }
  },
  MIRRORED {
    @Override
    Grey draw(MnistDigits digits, Paper paper) {
      Grey digit = digit(digits, paper, "018");
      Grey mirrored = new Grey(digit.height(), digit.width(), new float[digit.values().length]);
      for (int i = 0; i < mirrored.values().length; i++) {
        int x = i % digit.width();
        mirrored.values()[i] = digit.values()[i - x + digit.width() - 1 - x];
      }
      return mirrored;
    }
  },
  /** A digit that lies on its side. */
  LYING {
    @Override
    Grey draw(MnistDigits digits, Paper paper) {
      Grey digit = digit(digits, paper, "01689");
      boolean left = paper.chance(0.5);
      int side = digit.width();
      Grey lying = new Grey(side, side, new float[side * side]);
      for (int y = 0; y < side; y++) {
        for (int x = 0; x < side; x++) {
          lying.values()[y * side + x] =
              left
                  ? digit.values()[x * side + side - 1 - y]
                  : digit.values()[(side - 1 - x) * side + y];
        }
      }
      return lying;
    }
  },
  /** One long line that crosses itself many times. */
  SCRIBBLE {
    @Override
    Grey draw(MnistDigits digits, Paper paper) {
      int points = 12 + paper.random().nextInt(24);
      return Pen.draw(new PenLines(List.of(points(points, paper))), paper.between(1.1, 5), true);
    }
  },
  /** Some short curves, as a script that nobody knows. */
  CURVES {
    @Override
    Grey draw(MnistDigits digits, Paper paper) {
      int lines = 2 + paper.random().nextInt(4);
      List<double[]> curves = new ArrayList<>();
      for (int line = 0; line < lines; line++) {
        curves.add(points(3 + paper.random().nextInt(5), paper));
      }
      return Pen.draw(new PenLines(curves), paper.between(1.6, 6.5), paper.chance(0.8));
    }
  },
  /** Ruled and squared lines. */
  RULINGS {
    @Override
    Grey draw(MnistDigits digits, Paper paper) {
      boolean squared = paper.chance(0.5);
      int across = squared ? 1 + paper.random().nextInt(6) : 2 + paper.random().nextInt(6);
      int down = squared ? 1 + paper.random().nextInt(6) : 0;
      List<double[]> lines = new ArrayList<>();
      for (int i = 0; i < across; i++) {
        double y = (i + 0.5) * 100 / across;
        lines.add(new double[] {0, y, 100, y + paper.between(-2, 2)});
      }
      for (int i = 0; i < down; i++) {
        double x = (i + 0.5) * 100 / down;
        lines.add(new double[] {x, 0, x + paper.between(-2, 2), 100});
      }
      return Pen.draw(new PenLines(lines), paper.between(0.9, 4.5), false);
    }
  },
  /** The edge of paper, of a table or of a shadow: a wide area, or its outline. */
  EDGES {
    @Override
    Grey draw(MnistDigits digits, Paper paper) {
      int corners = 3 + paper.random().nextInt(4);
      double[] outline = new double[2 * corners + 2];
      double first = paper.between(0, 2 * Math.PI);
      for (int i = 0; i < corners; i++) {
        double far = paper.between(25, 50);
        outline[2 * i] = far * StrictMath.cos(first + i * 2 * Math.PI / corners);
        outline[2 * i + 1] = far * StrictMath.sin(first + i * 2 * Math.PI / corners);
      }
      outline[2 * corners] = outline[0];
      outline[2 * corners + 1] = outline[1];
      int keep = paper.chance(0.5) ? outline.length : 6;
      double[] line = Arrays.copyOf(outline, keep);
      Grey drawn = Pen.draw(new PenLines(List.of(line)), paper.between(1.1, 5.5), false);
      return keep == outline.length && paper.chance(0.7) ? filled(drawn) : drawn;
    }
  },
  /** Clouds and grain behind a threshold. */
  TEXTURE {
    @Override
    Grey draw(MnistDigits digits, Paper paper) {
      return clouds(paper, 5 + paper.random().nextInt(30), paper.between(0.35, 0.75));
    }
  },
  /** A few specks on bare ground. */
  SPECKS {
    @Override
    Grey draw(MnistDigits digits, Paper paper) {
      int side = Pen.SIDE + 2 * Pen.MARGIN;
      Grey ground = new Grey(side, side, new float[side * side]);
      int specks = 1 + paper.random().nextInt(12);
      for (int i = 0; i < specks; i++) {
        Pen.disc(
            ground,
            paper.between(0.2, 0.8) * side,
            paper.between(0.2, 0.8) * side,
            paper.between(0.8, 7));
      }
      return ground;
    }
  },
  /** One patch of any form without strokes. */
  BLOB {
    @Override
    Grey draw(MnistDigits digits, Paper paper) {
      int points = 5 + paper.random().nextInt(6);
      double[] outline = new double[2 * points + 2];
      for (int i = 0; i < points; i++) {
        double far = paper.between(15, 50);
        outline[2 * i] = far * StrictMath.cos(i * 2 * Math.PI / points);
        outline[2 * i + 1] = paper.between(0.4, 1) * far * StrictMath.sin(i * 2 * Math.PI / points);
      }
      outline[2 * points] = outline[0];
      outline[2 * points + 1] = outline[1];
      return filled(Pen.draw(new PenLines(List.of(outline)), 2, true));
    }
  };

  /** Signs of which one is drawn, empty for kinds that draw otherwise. */
  @SuppressWarnings("Immutable") // A copy, whose lines nobody changes.
  private final List<PenLines> signs;

  NonDigitKind() {
    this(List.of());
  }

  NonDigitKind(List<PenLines> signs) {
    this.signs = List.copyOf(signs);
  }

  /** Returns a field of ink that is no digit. */
  Grey draw(MnistDigits digits, Paper paper) {
    return sign(paper);
  }

  /** Tells whether some of the kind are upright strokes, which are written as a one is. */
  boolean mayBeOne() {
    return switch (this) {
      case CUT, EDGES, SPECKS, BLOB, TEXTURE, RULINGS, LYING -> true;
      default -> false;
    };
  }

  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  private Grey sign(Paper paper) {
    RandomGenerator random = paper.random();
    PenLines sign = signs.get(random.nextInt(signs.size()));
    return Pen.draw(
        sign.wobbled(DetectorImages.WOBBLE, random), paper.between(1.6, 7), paper.chance(0.3));
  }

  private static double[] points(int count, Paper paper) {
    double[] points = new double[2 * count];
    for (int i = 0; i < points.length; i++) {
      points[i] = paper.between(0, 100);
    }
    return points;
  }

  static Grey digit(MnistDigits digits, Paper paper, String without) {
    int digit = paper.random().nextInt(digits.count());
    while (without.indexOf('0' + digits.label(digit)) >= 0) {
      digit = paper.random().nextInt(digits.count());
    }
    return DetectorImages.enlarged(digits.image(digit));
  }

  private static Grey beside(List<Grey> parts, Paper paper) {
    int side = parts.get(0).width();
    int step = (int) (side * paper.between(0.5, 0.8));
    int width = side + step * (parts.size() - 1);
    Grey all = new Grey(width, width, new float[width * width]);
    for (int part = 0; part < parts.size(); part++) {
      int down = (width - side) / 2 + (int) (side * paper.between(-0.08, 0.08));
      Grey one = parts.get(part);
      for (int y = 0; y < side; y++) {
        for (int x = 0; x < side; x++) {
          int v = Math.max(0, Math.min(width - 1, y + down));
          int at = v * width + Math.min(width - 1, x + part * step);
          all.values()[at] = Math.max(all.values()[at], one.values()[y * one.width() + x]);
        }
      }
    }
    return Paper.resized(all, Math.min(width, side));
  }

  /** Fills what the ink encloses. */
  private static Grey filled(Grey ink) {
    int side = ink.width();
    boolean[] outside = new boolean[side * side];
    int[] queue = new int[side * side];
    int tail = 0;
    queue[tail++] = 0;
    outside[0] = true;
    for (int head = 0; head < tail; head++) {
      int at = queue[head];
      int[] around = {at - 1, at + 1, at - side, at + side};
      for (int next : around) {
        boolean row = next / side == at / side || next % side == at % side;
        if (next >= 0
            && next < outside.length
            && row
            && !outside[next]
            && ink.values()[next] < 0.5f) {
          outside[next] = true;
          queue[tail++] = next;
        }
      }
    }
    Grey filled = new Grey(side, side, new float[side * side]);
    for (int i = 0; i < outside.length; i++) {
      filled.values()[i] = outside[i] ? 0 : 1;
    }
    return filled;
  }

  private static Grey clouds(Paper paper, int cells, double least) {
    float[] values = new float[cells * cells];
    for (int i = 0; i < values.length; i++) {
      values[i] = paper.random().nextFloat();
    }
    Grey small = new Grey(cells, cells, values);
    int side = Pen.SIDE + 2 * Pen.MARGIN;
    Grey clouds = new Grey(side, side, new float[side * side]);
    double radius = side * paper.between(0.2, 0.5);
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        float value = small.between((y + 0.5) * cells / side, (x + 0.5) * cells / side);
        boolean inside = Math.hypot(y - side / 2.0, x - side / 2.0) < radius;
        clouds.values()[y * side + x] = inside && value > least ? 1 : 0;
      }
    }
    return clouds;
  }
}
