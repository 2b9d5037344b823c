package polymnist.ink;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import polymnist.image.Image;
import polymnist.ink.ConnectedComponents.Component;

/**
 * Proposes what may be the digit of a picture: each field of ink, at each threshold, in whole, its
 * largest parts and these with what is near. Which one is the digit, others decide. Sizes are
 * shares of the picture or of the digit, never pixels.
 */
public final class Candidates {
  /** Longest side, in pixels, at which a picture is searched. */
  private static final int WORKING_SIDE = 320;

  /** A picture with a shorter side shows nothing. */
  private static final int MIN_SIDE = 6;

  /** From this longest side on, in pixels, the grain of a camera is smoothed away. */
  private static final int GRAINY_SIDE = 100;

  /** Ink whose strongest pixel differs less than this from the ground, of 255, is none. */
  private static final float MIN_INK = 4;

  /** A part with a shorter side, in pixels, is no digit. */
  private static final int MIN_PART_SIDE = 4;

  /** Strokes this close, as a share of the longest side, are one stroke that frayed. */
  private static final double FRAYED = 0.007;

  /** The low threshold as a share of the middle one. */
  private static final double LOW = 0.6;

  /** The high threshold lies this far from the middle one to the mean of what is above that. */
  private static final double HIGH = 0.4;

  /** Parts that are looked at by themselves, and the least area of one as a share of the first. */
  private static final int LARGEST_PARTS = 3;

  private static final double MIN_PART_AREA = 0.05;

  /** Least area of what counts with the largest part, and with a part that it is near to. */
  private static final double SPECK = 0.01;

  private static final double NEAR_SPECK = 0.02;

  /** What is nearer than this share of a part's longest side is near it. */
  private static final double NEAR = 0.25;

  /** What the picture's border cuts counts as this share of its size. */
  private static final double CUT = 0.4;

  /** Candidates in the same box whose areas differ by less than this factor are one. */
  private static final double SAME_AREA = 1.04;

  /** Ink this small, in pixels of the search, is searched again in the part of the picture. */
  private static final int SMALL = 52;

  /** Only where the picture has this many times more pixels a side than were searched. */
  private static final double FINER = 1.5;

  /** How much around small ink is searched again, as a share of its longest side. */
  private static final double AROUND = 0.6;

  /** Of more pixels than this, some rows tell the typical strength as well. */
  private static final int ENOUGH = 1_000;

  private final Map<String, Candidate> found = new LinkedHashMap<>();

  /** Where the searched part begins in the picture, and pixels of the picture in one searched. */
  private final int top;

  private final int left;
  private final double scale;

  /** The picture's shorter side, in its pixels. */
  private final int shorterSide;

  private Candidates(int top, int left, double scale, int shorterSide) {
    this.top = top;
    this.left = left;
    this.scale = scale;
    this.shorterSide = shorterSide;
  }

  /** Returns the candidates of a [1,H,W] or [3,H,W] picture; none where it shows no ink. */
  public static List<Candidate> of(Image picture) {
    int shorter = Math.min(picture.height(), picture.width());
    return shorter < MIN_SIDE ? List.of() : searched(picture, 0, 0, shorter);
  }

  /**
   * Returns the candidates in the part of a picture where a small one was found, searched more
   * finely; none where there is nothing finer to see.
   */
  public static List<Candidate> around(Candidate small, Image picture) {
    int longest = small.box().longestSide();
    double scale = Math.max(1, (double) Math.max(picture.height(), picture.width()) / WORKING_SIDE);
    if (longest > SMALL * scale || scale < FINER) {
      return List.of();
    }
    int margin = (int) Math.ceil(AROUND * longest);
    int top = Math.max(0, small.box().top() - margin);
    int left = Math.max(0, small.box().left() - margin);
    int bottom = Math.min(picture.height() - 1, small.box().bottom() + margin);
    int right = Math.min(picture.width() - 1, small.box().right() + margin);
    Image part = picture.part(top, left, bottom - top + 1, right - left + 1);
    return searched(part, top, left, Math.min(picture.height(), picture.width()));
  }

  private static List<Candidate> searched(Image picture, int top, int left, int shorterSide) {
    List<Grey> planes = new ArrayList<>();
    for (int channel = 0; channel < picture.channels(); channel++) {
      planes.add(Grey.channel(picture, channel).reduced(WORKING_SIDE));
    }
    double scale = (double) picture.width() / planes.get(0).width();
    if (planes.get(0).longestSide() >= GRAINY_SIDE) {
      planes.replaceAll(plane -> Neighbourhood.mean(plane, 1));
    }
    Candidates candidates = new Candidates(top, left, scale, shorterSide);
    InkFields.of(planes).forEach(candidates::search);
    return new ArrayList<>(candidates.found.values());
  }

  private void search(InkWay.Field field, Grey strength) {
    float most = strength.strongest();
    if (most < MIN_INK) {
      return;
    }
    double middle = Otsu.of(strength.values(), most) * most;
    double high = middle + HIGH * (meanAbove(middle, strength) - middle);
    int reach = Math.max(1, (int) Math.round(FRAYED * strength.longestSide()));
    search(new InkWay(field, InkWay.Threshold.MIDDLE, InkWay.Parts.ALL), strength, middle, reach);
    search(
        new InkWay(field, InkWay.Threshold.LOW, InkWay.Parts.ALL), strength, LOW * middle, reach);
    search(new InkWay(field, InkWay.Threshold.HIGH, InkWay.Parts.ALL), strength, high, reach);
  }

  private static double meanAbove(double threshold, Grey strength) {
    double sum = 0;
    int count = 0;
    for (float value : strength.values()) {
      if (value > threshold) {
        sum += value;
        count++;
      }
    }
    return count == 0 ? threshold : sum / count;
  }

  private void search(InkWay way, Grey strength, double threshold, int reach) {
    boolean[] inked = new boolean[strength.values().length];
    for (int i = 0; i < inked.length; i++) {
      inked[i] = strength.values()[i] > threshold;
    }
    ConnectedComponents parts =
        ConnectedComponents.of(inked, strength.height(), strength.width(), reach);
    List<Component> large =
        parts.parts().stream()
            .filter(part -> part.box().longestSide() >= MIN_PART_SIDE)
            .sorted(Comparator.comparingDouble(Candidates::weight).reversed())
            .toList();
    if (large.isEmpty()) {
      return;
    }
    Ink ink = new Ink(strength, threshold, parts, large.stream().mapToInt(Component::area).sum());
    add(way, ink, whole(large));
    for (int i = 0; i < Math.min(LARGEST_PARTS, large.size()); i++) {
      Component part = large.get(i);
      if (part.area() >= MIN_PART_AREA * large.get(0).area()) {
        add(way.with(InkWay.Parts.ONE), ink, List.of(part));
        add(way.with(InkWay.Parts.NEAR), ink, near(part, large));
      }
    }
  }

  private static List<Component> whole(List<Component> parts) {
    Component largest = parts.get(0);
    return parts.stream()
        .filter(part -> part.onBorder() == 0 || part.equals(largest))
        .filter(part -> part.area() >= SPECK * largest.area())
        .toList();
  }

  private static List<Component> near(Component main, List<Component> parts) {
    double reach = NEAR * main.box().longestSide();
    List<Component> near = new ArrayList<>(List.of(main));
    for (Component part : parts) {
      if (!part.equals(main)
          && part.box().gapAcross(main.box()) < reach
          && part.box().gapDown(main.box()) < reach
          && part.area() >= NEAR_SPECK * main.area()
          && part.onBorder() == 0) {
        near.add(part);
      }
    }
    return near;
  }

  /** Large and dark counts; what the picture's border cuts is less likely the subject. */
  private static double weight(Component part) {
    double size = Math.sqrt((double) part.area() * part.box().longestSide());
    return part.onBorder() > 0 ? CUT * size : size;
  }

  /** Ink at a threshold: its strength, its parts and the area of all that are no specks. */
  private record Ink(Grey strength, double threshold, ConnectedComponents parts, int area) {

    /** The median strength of the kept parts: other ink in the picture may be much stronger. */
    float typical(boolean[] kept, BoundingBox box, int area) {
      float[] inside = new float[area];
      int count = 0;
      int step = 1 + area / ENOUGH;
      for (int y = box.top(); y <= box.bottom(); y += step) {
        for (int x = box.left(); x <= box.right(); x++) {
          if (kept[label(y, x)]) {
            inside[count++] = strength.at(y, x);
          }
        }
      }
      if (count == 0) {
        return (float) threshold;
      }
      Arrays.sort(inside, 0, count);
      return inside[count / 2];
    }

    private int label(int y, int x) {
      return parts.labels()[y * strength.width() + x];
    }

    /** The strength of the kept parts in a box and a pixel around it: 0.5 at the threshold. */
    Grey of(boolean[] kept, BoundingBox box, float typical) {
      int top = Math.max(0, box.top() - 1);
      int left = Math.max(0, box.left() - 1);
      int bottom = Math.min(strength.height() - 1, box.bottom() + 1);
      int right = Math.min(strength.width() - 1, box.right() + 1);
      int width = right - left + 1;
      float[] values = new float[(bottom - top + 1) * width];
      double range = Math.max(1e-6, typical - threshold);
      for (int y = top; y <= bottom; y++) {
        for (int x = left; x <= right; x++) {
          if (kept[label(y, x)]) {
            // What touches it is its soft edge.
            for (int v = Math.max(top, y - 1); v <= Math.min(bottom, y + 1); v++) {
              for (int u = Math.max(left, x - 1); u <= Math.min(right, x + 1); u++) {
                int at = (v - top) * width + u - left;
                values[at] = values[at] > 0 ? values[at] : relative(strength.at(v, u), range);
              }
            }
          }
        }
      }
      return new Grey(bottom - top + 1, width, values);
    }

    private float relative(float value, double range) {
      double above = value - threshold;
      return (float) (above <= 0 ? value / threshold : 1 + Math.min(1, above / range)) / 2;
    }
  }

  private void add(InkWay way, Ink ink, List<Component> parts) {
    BoundingBox box = parts.get(0).box();
    int area = 0;
    int onBorder = 0;
    boolean[] kept = new boolean[ink.parts.parts().size() + 1];
    for (Component part : parts) {
      box = box.with(part.box());
      kept[part.label()] = true;
      area += part.area();
      onBorder += part.onBorder();
    }
    String key = box + " " + Math.round(Math.log(area) / Math.log(SAME_AREA));
    if (found.containsKey(key)) {
      found.computeIfPresent(key, (same, candidate) -> candidate.again());
      return;
    }
    float typical = ink.typical(kept, box, area);
    Grey strength = ink.of(kept, box, typical);
    BoundingBox inPicture =
        new BoundingBox(
            top + (int) (box.top() * scale),
            left + (int) (box.left() * scale),
            top + (int) ((box.bottom() + 1) * scale) - 1,
            left + (int) ((box.right() + 1) * scale) - 1);
    found.put(
        key,
        new Candidate(
            way,
            1,
            inPicture,
            strength,
            MnistForm.of(strength),
            (double) inPicture.longestSide() / shorterSide,
            (double) area / ink.area,
            typical / 255,
            (double) onBorder / box.longestSide()));
  }
}
