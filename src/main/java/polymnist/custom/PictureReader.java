package polymnist.custom;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import polymnist.custom.find.DigitFinder;
import polymnist.custom.find.Finding;
import polymnist.custom.find.NoDigit;
import polymnist.custom.find.ReadingStatus;
import polymnist.image.Image;
import polymnist.image.UnreadableImage;
import polymnist.image.png.Png;
import polymnist.statistics.ClassProbabilities;
import polymnist.statistics.TemperatureScaling;

/**
 * Reads pictures: decodes one, finds the digit in it and asks the network.
 *
 * @param options how
 * @param network returns the probabilities of the digits for each of several [3,28,28]
 */
record PictureReader(ReadingOptions options, Function<List<Image>, double[][]> network) {

  /** Returns what the bytes of a picture come to. */
  PictureReading read(PictureFile file, byte[] bytes) {
    Image picture;
    try {
      picture = PictureDecoder.read(bytes);
    } catch (UnreadableImage e) {
      return unreadable(file, e.getMessage());
    }
    Finding finding = DigitFinder.find(picture);
    byte[] original = Png.encode(PictureDecoder.reduced(picture, PictureReading.THUMBNAIL_SIDE));
    if (finding.mask() == null) {
      return without(file, finding, original);
    }
    Map<String, double[]> answers = new TreeMap<>();
    byte[] seen = null;
    for (Map.Entry<String, Presentation> way : options.presentations().entrySet()) {
      List<Image> images = way.getValue().images(file.path(), picture, finding, options.pasting());
      answers.put(
          way.getKey(), TemperatureScaling.combine(network.apply(images), options.temperature()));
      if (way.getKey().equals(options.used())) {
        seen = Png.encode(images.get(0));
      }
    }
    Map<String, Integer> compared = new TreeMap<>();
    answers.forEach(
        (name, answer) ->
            compared.put(
                name, refusal(answer).isEmpty() ? ClassProbabilities.mostProbable(answer) : null));
    double[] answer = answers.get(options.used());
    Optional<String> refusal = refusal(answer);
    return refusal.isPresent()
        ? new PictureReading(file, finding.noDigit(refusal.get()), null, original, seen, compared)
        : new PictureReading(file, finding, answer, original, seen, compared);
  }

  private Optional<String> refusal(double[] answer) {
    return NoDigit.answer(answer, options.leastConfidence());
  }

  /** Returns the answer to a file that is no picture. */
  PictureReading unreadable(PictureFile file, String reason) {
    return without(file, Finding.without(ReadingStatus.UNREADABLE, reason), null);
  }

  private PictureReading without(PictureFile file, Finding finding, byte[] original) {
    Map<String, Integer> nothing = new TreeMap<>();
    options.presentations().keySet().forEach(name -> nothing.put(name, null));
    return new PictureReading(file, finding, null, original, null, nothing);
  }
}
