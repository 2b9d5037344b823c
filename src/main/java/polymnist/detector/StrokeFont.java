package polymnist.detector;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The signs of a Hershey font, which are drawn as a pen draws: a line a sign, of a number (5
 * characters), the count of pairs (3) and pairs of characters. The first pair has the sign's left
 * and right edge, each other one the distances of a point from the letter R across and down; the
 * pair " R" lifts the pen.
 */
final class StrokeFont {
  private static final int HEAD = 8;
  private static final int FIRST = 32;

  private StrokeFont() {}

  /**
   * Returns the signs with strokes.
   *
   * @param name of a file in the folder {@code hershey} of the resources
   * @param characters whose signs are returned, numbered from the blank as Latin-1 is
   */
  static List<PenLines> read(String name, String characters) {
    String file = "hershey/" + name + ".jhf";
    String text;
    try (InputStream in = StrokeFont.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalArgumentException("there is no font " + file);
      }
      text = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the font " + file, e);
    }
    List<PenLines> signs = new ArrayList<>();
    int place = FIRST;
    for (String line : text.split("\n", -1)) {
      if (line.length() >= HEAD) {
        PenLines sign = sign(line);
        if (characters.indexOf(place) >= 0 && !sign.lines().isEmpty()) {
          signs.add(sign);
        }
        place++;
      }
    }
    return signs;
  }

  private static PenLines sign(String line) {
    List<double[]> lines = new ArrayList<>();
    List<Double> points = new ArrayList<>();
    for (int at = HEAD + 2; at + 1 < line.length(); at += 2) {
      if (line.charAt(at) == ' ') {
        add(points, lines);
      } else {
        points.add((double) line.charAt(at) - 'R');
        points.add((double) line.charAt(at + 1) - 'R');
      }
    }
    add(points, lines);
    return new PenLines(lines);
  }

  private static void add(List<Double> points, List<double[]> lines) {
    if (points.size() >= 4) {
      lines.add(points.stream().mapToDouble(Double::doubleValue).toArray());
    }
    points.clear();
  }
}
