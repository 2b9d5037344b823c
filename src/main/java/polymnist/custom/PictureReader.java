package polymnist.custom;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import polymnist.custom.choose.Choice;
import polymnist.custom.choose.ChoiceFit.LabelledChoice;
import polymnist.custom.picture.PictureDecoder;
import polymnist.custom.picture.PictureFile;
import polymnist.custom.show.Presentation;
import polymnist.image.Image;
import polymnist.image.UnreadableImage;
import polymnist.image.png.Png;
import polymnist.ink.Candidate;
import polymnist.ink.Candidates;
import polymnist.ink.ReadingStatus;
import polymnist.statistics.ClassProbabilities;
import polymnist.statistics.TemperatureScaling;

/**
 * Reads pictures: decodes one, proposes what may be the digit in it, has the detector weigh that,
 * and asks the network about what is likeliest.
 *
 * @param options how
 * @param detector returns the probabilities of the digits for each of several masks [3,28,28], all
 *     alike for what is no digit
 * @param network returns the probabilities of the digits for each of several [3,28,28]
 */
record PictureReader(
    ReadingOptions options,
    Function<List<Image>, double[][]> detector,
    Function<List<Image>, double[][]> network) {
  /** The network is asked about so many candidates at most, if they are at least so probable. */
  private static final int ASKED = 4;

  private static final double MIN_ASKED = 0.02;

  /** Candidates that are kept of a picture. */
  private static final int KEPT = 6;

  /** Returns what the bytes of a picture come to. */
  PictureReading read(PictureFile file, byte[] bytes) {
    try {
      return read(file, PictureDecoder.read(bytes));
    } catch (UnreadableImage e) {
      return unreadable(file, e.getMessage());
    }
  }

  /** Returns the answer to a file that is no picture. */
  PictureReading unreadable(PictureFile file, String reason) {
    return without(file, ReadingStatus.UNREADABLE, reason, null);
  }

  /** Returns what a picture [1,H,W] or [3,H,W] comes to. */
  PictureReading read(PictureFile file, Image picture) {
    byte[] original = Png.encode(PictureDecoder.reduced(picture, PictureReading.THUMBNAIL_SIDE));
    WeighedCandidates whole =
        WeighedCandidates.of(Candidates.of(picture), detector, options.weights());
    if (whole.candidates().isEmpty()) {
      return without(
          file, ReadingStatus.NO_DIGIT, "shows no ink that stands out from the ground", original);
    }
    int digits =
        Choice.digits(
            whole.candidates(),
            whole.detected(),
            ClassProbabilities.mostProbable(whole.chosen()),
            options.several());
    WeighedCandidates weighed = closer(whole, picture);
    List<Integer> asked = Choice.likeliest(weighed.chosen(), ASKED, MIN_ASKED);
    double[] chosen = asked.stream().mapToDouble(i -> weighed.chosen()[i]).toArray();
    Map<String, double[]> answers = new TreeMap<>();
    byte[] seen = null;
    for (Map.Entry<String, Presentation> way : options.presentations().entrySet()) {
      Shown shown = shown(file.path(), picture, weighed, asked, way.getValue());
      answers.put(way.getKey(), Choice.mix(chosen, shown.combined()));
      seen = way.getKey().equals(options.used()) ? shown.seen() : seen;
    }
    Map<String, Integer> compared = new HashMap<>();
    answers.forEach(
        (name, answer) ->
            compared.put(
                name,
                digits > 1 || refusal(answer).isPresent()
                    ? PictureReading.NONE
                    : ClassProbabilities.mostProbable(answer)));
    double[] answer = answers.get(options.used());
    Optional<String> refusal = refusal(answer);
    ReadingStatus status =
        digits > 1
            ? ReadingStatus.SEVERAL
            : refusal.isPresent() ? ReadingStatus.NO_DIGIT : ReadingStatus.DIGIT;
    boolean read = status == ReadingStatus.DIGIT;
    int predicted = ClassProbabilities.mostProbable(answer);
    Candidate first = weighed.candidates().get(asked.get(0));
    List<TriedCandidate> tried = weighed.tried(KEPT);
    return new PictureReading(
        file.path(),
        file.given(),
        status,
        digits > 1 ? String.format(Locale.ROOT, "shows %d digits", digits) : refusal.orElse(null),
        read ? predicted : null,
        read ? answer[predicted] : null,
        read ? answer : null,
        original,
        Png.encode(
            first
                .inPicture(picture.height(), picture.width(), PictureReading.THUMBNAIL_SIDE)
                .image()),
        tried.get(0).mask(),
        seen,
        tried,
        compared,
        digits > 1 ? 0 : answer[predicted]);
  }

  /**
   * Returns the candidates and, where the likeliest is small, those found by a closer look at it.
   */
  private WeighedCandidates closer(WeighedCandidates whole, Image picture) {
    int likeliest = ClassProbabilities.mostProbable(whole.chosen());
    List<Candidate> closer = Candidates.around(whole.candidates().get(likeliest), picture);
    return closer.isEmpty() ? whole : whole.with(closer, detector, options.weights());
  }

  /** Returns what the candidates of a labelled picture come to, each asked about. */
  LabelledChoice labelled(PictureFile file, Image picture, String group) {
    WeighedCandidates whole =
        WeighedCandidates.of(Candidates.of(picture), detector, options.weights());
    WeighedCandidates weighed = whole.candidates().isEmpty() ? whole : closer(whole, picture);
    List<Integer> all = IntStream.range(0, weighed.candidates().size()).boxed().toList();
    double[][] combined =
        all.isEmpty()
            ? new double[0][]
            : shown(file.path(), picture, weighed, all, options.presentations().get(options.used()))
                .combined();
    return new LabelledChoice(
        file.path(),
        group,
        file.given().label(),
        Choice.features(weighed.candidates(), weighed.detected()),
        combined);
  }

  /**
   * What network and detector say together of some candidates.
   *
   * @param combined the probabilities of the digits for each
   * @param seen PNG of one image that the network saw
   */
  private record Shown(double[][] combined, byte[] seen) {}

  private Shown shown(
      String path,
      Image picture,
      WeighedCandidates weighed,
      List<Integer> asked,
      Presentation way) {
    List<Image> images = new ArrayList<>();
    int[] ends = new int[asked.size()];
    for (int i = 0; i < ends.length; i++) {
      Candidate candidate = weighed.candidates().get(asked.get(i));
      images.addAll(way.images(path, picture, candidate, options.pasting()));
      ends[i] = images.size();
    }
    double[][] all = network.apply(images);
    double[][] combined = new double[ends.length][];
    for (int i = 0; i < ends.length; i++) {
      double[][] own = Arrays.copyOfRange(all, i == 0 ? 0 : ends[i - 1], ends[i]);
      double[] answered = TemperatureScaling.combine(own, options.temperature());
      combined[i] =
          options.detector()
              ? Choice.combine(weighed.detected()[asked.get(i)], answered)
              : answered;
    }
    return new Shown(combined, Png.encode(images.get(0)));
  }

  private Optional<String> refusal(double[] answer) {
    int best = ClassProbabilities.mostProbable(answer);
    return answer[best] >= options.leastConfidence()
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "looks like no digit: the most probable one, %d, has only %.2f;"
                    + " custom.decision.least-confidence is %s",
                best,
                answer[best],
                options.leastConfidence()));
  }

  private PictureReading without(
      PictureFile file, ReadingStatus status, String reason, byte[] original) {
    Map<String, Integer> nothing = new HashMap<>();
    options.presentations().keySet().forEach(name -> nothing.put(name, PictureReading.NONE));
    return new PictureReading(
        file.path(),
        file.given(),
        status,
        reason,
        null,
        null,
        null,
        original,
        null,
        null,
        null,
        List.of(),
        nothing,
        0);
  }
}
