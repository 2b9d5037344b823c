package polymnist.report.drawing;

import static polymnist.corpus.CorpusShape.POLYMNIST;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import polymnist.corpus.PolyMnist;
import polymnist.custom.choose.Choice;
import polymnist.image.Image;
import polymnist.image.Luma;
import polymnist.ink.Grey;
import polymnist.ink.MnistForm;
import polymnist.statistics.TemperatureScaling;

/**
 * Reads a drawing as the page does: all its ink is one digit, which the detector sees as it is and
 * the network on one piece of each photo, always the same. Of the two one may be missing.
 *
 * @param crops the pieces, [3,28,28] each; none where no network reads
 * @param network returns the probabilities of the digits for each of several [3,28,28]
 * @param detector the same, all digits alike for what is none; empty where there is none
 * @param temperature by which the network's logits are divided, above 0
 */
public record DrawnReading(
    List<Image> crops,
    Function<List<Image>, double[][]> network,
    Optional<Function<List<Image>, double[][]>> detector,
    double temperature) {
  private static final int SIDE = POLYMNIST.side();

  /** Pieces of a photo that are looked at begin so many pixels apart. */
  private static final int STEP = SIDE / 2;

  /**
   * What a drawing is read as.
   *
   * @param mask 28 x 28 grey values, 255 for ink
   * @param seen the images that the network saw
   * @param probabilities of the digits 0 to 9
   */
  public record Read(byte[] mask, List<Image> seen, double[] probabilities) {}

  /** Reads a drawing [3,H,W], dark on white; empty where nothing is drawn. */
  public Optional<Read> of(Image drawing) {
    Grey strength = strength(drawing);
    if (IntStream.range(0, strength.values().length).noneMatch(i -> strength.values()[i] > 0)) {
      return Optional.empty();
    }
    byte[] mask = MnistForm.of(strength);
    List<Image> seen = crops.stream().map(crop -> PolyMnist.paste(mask, crop, 0, 0)).toList();
    Optional<double[]> detected = detector.map(one -> one.apply(List.of(MnistForm.image(mask)))[0]);
    double[] answered =
        seen.isEmpty()
            ? detected.orElseThrow()
            : TemperatureScaling.combine(network.apply(seen), temperature);
    return Optional.of(
        new Read(mask, seen, detected.map(one -> Choice.combine(one, answered)).orElse(answered)));
  }

  private static Grey strength(Image drawing) {
    float[] red = Grey.channel(drawing, 0).values();
    float[] green = Grey.channel(drawing, 1).values();
    float[] blue = Grey.channel(drawing, 2).values();
    float[] strength = new float[red.length];
    for (int i = 0; i < strength.length; i++) {
      strength[i] = (255 - Math.round(Luma.of(red[i], green[i], blue[i]))) / 255f;
    }
    return new Grey(drawing.height(), drawing.width(), strength);
  }

  /** Returns the piece of a photo whose samples vary least, [3,28,28]: a digit stands out there. */
  static Image evenest(Image photo) {
    List<Image> pieces = new ArrayList<>();
    for (int top = 0; top + SIDE <= photo.height(); top += STEP) {
      for (int left = 0; left + SIDE <= photo.width(); left += STEP) {
        pieces.add(photo.part(top, left, SIDE, SIDE));
      }
    }
    Image evenest = pieces.get(0);
    double least = Double.MAX_VALUE;
    for (Image piece : pieces) {
      double variance = variance(piece);
      if (variance < least) {
        least = variance;
        evenest = piece;
      }
    }
    return evenest;
  }

  /** Returns the variance of the samples about the mean of their channel, added up. */
  private static double variance(Image piece) {
    double variance = 0;
    int plane = SIDE * SIDE;
    for (int channel = 0; channel < piece.channels(); channel++) {
      long sum = 0;
      long squares = 0;
      for (int i = channel * plane; i < (channel + 1) * plane; i++) {
        int sample = piece.samples()[i] & 0xff;
        sum += sample;
        squares += sample * sample;
      }
      variance += (squares - (double) sum * sum / plane) / plane;
    }
    return variance;
  }
}
