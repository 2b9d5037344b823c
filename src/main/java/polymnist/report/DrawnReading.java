package polymnist.report;

import static polymnist.corpus.CorpusShape.POLYMNIST;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import polymnist.corpus.PolyMnist;
import polymnist.image.Image;
import polymnist.image.Luma;
import polymnist.ink.Grey;
import polymnist.ink.MnistForm;
import polymnist.ink.choose.Choice;
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

  /**
   * Reads a drawing [3,H,W], dark on white.
   *
   * @throws IllegalArgumentException when nothing is drawn
   */
  public Read of(Image drawing) {
    float[] ink = new float[drawing.height() * drawing.width()];
    for (int i = 0; i < ink.length; i++) {
      int y = i / drawing.width();
      int x = i % drawing.width();
      float luma = Luma.of((float) drawing.at(0, y, x), drawing.at(1, y, x), drawing.at(2, y, x));
      ink[i] = (255 - Math.round(luma)) / 255f;
    }
    byte[] mask = MnistForm.of(new Grey(drawing.height(), drawing.width(), ink));
    List<Image> seen = crops.stream().map(crop -> PolyMnist.paste(mask, crop, 0, 0)).toList();
    Optional<double[]> detected = detector.map(one -> one.apply(List.of(MnistForm.image(mask)))[0]);
    double[] answered =
        seen.isEmpty()
            ? detected.orElseThrow()
            : TemperatureScaling.combine(network.apply(seen), temperature);
    return new Read(
        mask, seen, detected.map(one -> Choice.combine(one, answered)).orElse(answered));
  }

  /** Returns the piece of a photo whose samples vary least, [3,28,28]: a digit stands out there. */
  static Image evenest(Image photo) {
    double least = Double.MAX_VALUE;
    int top = 0;
    int left = 0;
    for (int y = 0; y + SIDE <= photo.height(); y += STEP) {
      for (int x = 0; x + SIDE <= photo.width(); x += STEP) {
        double variance = variance(photo, y, x);
        if (variance < least) {
          least = variance;
          top = y;
          left = x;
        }
      }
    }
    return photo.part(top, left, SIDE, SIDE);
  }

  /** Returns the squared distances of a piece's samples to the mean of their channel, added up. */
  private static double variance(Image photo, int top, int left) {
    double variance = 0;
    for (int channel = 0; channel < photo.channels(); channel++) {
      long sum = 0;
      long squares = 0;
      for (int y = top; y < top + SIDE; y++) {
        for (int x = left; x < left + SIDE; x++) {
          int sample = photo.at(channel, y, x);
          sum += sample;
          squares += (long) sample * sample;
        }
      }
      variance += squares - sum * (double) sum / (SIDE * SIDE);
    }
    return variance;
  }
}
