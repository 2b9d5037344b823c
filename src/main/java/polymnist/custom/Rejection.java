package polymnist.custom;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import polymnist.corpus.MnistDigits;
import polymnist.custom.RejectionScores.DrawnAnswer;
import polymnist.custom.picture.PictureFile;
import polymnist.custom.picture.PictureLabel;
import polymnist.detector.DrawnPicture;
import polymnist.detector.NonDigitKind;
import polymnist.ink.ReadingStatus;
import polymnist.input.InputFile;

/**
 * Draws pictures of digits and of what is none, and reads them with detectors that never saw such.
 */
final class Rejection {
  /**
   * A picture to be drawn: a digit of MNIST by its place, or a copy of a kind of non-digit.
   *
   * @param kind null for a digit
   */
  private record Sketched(NonDigitKind kind, int number) implements Serializable {}

  private Rejection() {}

  static RejectionScores measured(
      SparkSession spark, ReadingNetworks networks, RejectionSettings settings, long seed) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    // Detectors are trained on the other set, and their best epoch is chosen on it.
    MnistDigits all =
        MnistDigits.read(
            settings.mnist(), MnistDigits.DigitSet.TEST, context.hadoopConfiguration());
    Broadcast<MnistDigits> digits = context.broadcast(all);
    Broadcast<ReadingNetworks> shared = context.broadcast(networks);
    List<Sketched> sketched = new ArrayList<>();
    for (int i = 0; i < settings.digits(); i++) {
      sketched.add(new Sketched(null, i));
    }
    for (NonDigitKind kind : NonDigitKind.values()) {
      for (int copy = 0; copy < settings.pictures(); copy++) {
        sketched.add(new Sketched(kind, copy));
      }
    }
    List<DrawnAnswer> answers =
        context
            .parallelize(sketched, 2 * spark.sparkContext().defaultParallelism())
            .mapPartitions(
                (FlatMapFunction<Iterator<Sketched>, DrawnAnswer>)
                    drawn -> answers(drawn, digits.value(), shared.value(), seed))
            .collect();
    return new RejectionScores(answers);
  }

  private static Iterator<DrawnAnswer> answers(
      Iterator<Sketched> sketched, MnistDigits digits, ReadingNetworks networks, long seed) {
    Map<String, PictureReader> readers = new TreeMap<>();
    networks.detectorNames().forEach(name -> readers.put(name, networks.reader(name)));
    List<DrawnAnswer> answers = new ArrayList<>();
    while (sketched.hasNext()) {
      Sketched one = sketched.next();
      if (one.kind() == null) {
        DrawnPicture picture = DrawnPicture.digit(digits, one.number(), seed);
        readers.forEach((name, reader) -> answers.add(answer(name, picture, reader)));
      } else {
        DrawnPicture picture = DrawnPicture.none(digits, one.kind(), one.number(), seed);
        String detector = networks.detectorWithout(one.kind().text());
        answers.add(answer(detector, picture, readers.get(detector)));
      }
    }
    return answers.iterator();
  }

  private static DrawnAnswer answer(String detector, DrawnPicture drawn, PictureReader reader) {
    PictureFile file = new PictureFile(InputFile.drawn(drawn.what()), PictureLabel.NOTHING);
    PictureReading reading = reader.read(file, drawn.image());
    return new DrawnAnswer(
        drawn.what(), detector, reading.confidence(), reading.status() != ReadingStatus.DIGIT);
  }
}
